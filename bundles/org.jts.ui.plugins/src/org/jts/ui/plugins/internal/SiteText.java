package org.jts.ui.plugins.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** The address of a site as a person types it. */
final class SiteText {

    private static final Set<String> SCHEMES = Set.of("https", "http", "file");

    private SiteText() {
    }

    /** @return empty when it is none; whether something is there, only a look at it tells */
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean isSite = uri.getScheme() != null && SCHEMES.contains(uri.getScheme())
                    && (uri.getHost() != null || "file".equals(uri.getScheme()) && uri.getPath() != null);
            return isSite ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
