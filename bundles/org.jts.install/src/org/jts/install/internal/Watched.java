package org.jts.install.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.install.Brings;
import org.jts.api.install.Plugin.Origin;
import org.jts.install.internal.JarFolder.Stamp;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * A jar of a watched folder that runs.
 *
 * @param file      where it lies
 * @param stamp     what it was when it was copied
 * @param copy      what runs
 * @param bundle    the bundle it is
 * @param originals bundles for which it stands in; they rest
 */
record Watched(Path file, Stamp stamp, Path copy, Bundle bundle, List<Bundle> originals) {
    Watched {
        originals = List.copyOf(originals);
    }

    String name() {
        return bundle.getSymbolicName();
    }

    /** What it is as a plug-in. */
    Release release() {
        return new Release(name(), bundle.getVersion().toString(), header(Constants.BUNDLE_NAME).orElse(name()),
                header(Constants.BUNDLE_DESCRIPTION).orElse(""), header(Constants.BUNDLE_VENDOR).orElse(""),
                Origin.WATCHED, brings(), List.of(new Piece(name(), bundle.getVersion().toString(), "")));
    }

    Brings brings() {
        return Said.by(List.of(bundle)).orElse(new Brings(List.of(), List.of(), List.of()));
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(bundle.getHeaders().get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
