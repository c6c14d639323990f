package org.jts.gateway.template.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings hold references to secrets, never the secrets: {@code ${env:NAME}}. */
final class Secret {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([^{}\\s]+)\\}");

    private Secret() {
    }

    /** What the reference leads to; empty when it leads nowhere, or is none. */
    static Optional<String> resolve(String reference) {
        Matcher found = REFERENCE.matcher(reference.strip());
        return found.matches() ? Optional.ofNullable(System.getenv(found.group(1))).filter(s -> !s.isBlank())
                : Optional.empty();
    }
}
