package org.jts.tck;

import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** In which version a class came. */
final class Versions {

    private Versions() {
    }

    /** Of its bundle, outside a framework of its jar, {@code unknown} where neither says. */
    static String of(Class<?> type) {
        try {
            Bundle bundle = FrameworkUtil.getBundle(type);
            if (bundle != null) {
                return bundle.getVersion().toString();
            }
        } catch (NoClassDefFoundError e) {
            // no framework: the tests run on a class path
        }
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("unknown");
    }
}
