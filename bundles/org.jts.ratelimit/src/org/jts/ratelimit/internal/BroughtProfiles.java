package org.jts.ratelimit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.jts.api.limit.LimitProfile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/**
 * Watches for bundles that say in their manifest that they bring files {@code limits/<id>.properties}, and reads them.
 * Looking into every bundle instead would open each of their files.
 */
final class BroughtProfiles implements BundleTrackerCustomizer<Bundle>, AutoCloseable {

    static final String CAPABILITY = "org.jts.limits";
    private static final String FOLDER = "limits";
    private static final String ENDING = ".properties";

    private final BundleTracker<Bundle> tracker;
    private final LocalNotices notices;
    private final BiConsumer<Bundle, List<LimitProfile>> change;

    /** @param change told what a bundle brings; an empty list when it brings nothing any more */
    BroughtProfiles(BundleContext context, LocalNotices notices, BiConsumer<Bundle, List<LimitProfile>> change) {
        this.notices = notices;
        this.change = change;
        // A bundle whose classes nobody has asked for yet is in the state STARTING.
        tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
    }

    void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }

    @Override
    public Bundle addingBundle(Bundle bundle, BundleEvent event) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || revision.getDeclaredCapabilities(CAPABILITY).isEmpty()) {
            return null;
        }
        Enumeration<URL> files = bundle.findEntries(FOLDER, "*" + ENDING, false);
        if (files == null) {
            notices.brokenFile(FOLDER, bundle.getSymbolicName(),
                    "expected files %s/<id>%s, found none".formatted(FOLDER,
                    ENDING));
            return null;
        }
        List<LimitProfile> profiles = new ArrayList<>();
        Collections.list(files).forEach(file -> read(bundle, file).ifPresent(profiles::add));
        change.accept(bundle, profiles);
        return bundle;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
        // From starting to active: it brings the same.
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
        change.accept(bundle, List.of());
    }

    private Optional<LimitProfile> read(Bundle bundle, URL file) {
        String name = file.getPath().substring(file.getPath().lastIndexOf('/') + 1);
        try (InputStream in = file.openStream()) {
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(ProfileFile.parse(name.substring(0, name.length() - ENDING.length()), content));
        } catch (IOException | ProfileFile.FormatException e) {
            notices.brokenFile(FOLDER + "/" + name, bundle.getSymbolicName(), e.getMessage());
            return Optional.empty();
        }
    }
}
