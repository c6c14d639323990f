package org.jts.wire;

import java.util.Optional;
import java.util.regex.Pattern;

import io.grpc.Metadata;

/**
 * The name of what a call belongs to, from the click at the client to the broker's wire: whoever reads the audit trails
 * of both finds with it what came of what.
 *
 * @since 1.2
 */
public final class CorrelationWire {

    /** In the headers of a call. */
    public static final Metadata.Key<String> HEADER = Metadata.Key.of("jts-correlation",
            Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern NAME = Pattern.compile("[a-z]{1,20}(-[0-9a-z]{1,20}){1,3}(@[0-9a-f]{8}){0,3}");

    private CorrelationWire() {
    }

    /**
     * A name with a mark behind it of who asked for what has it: clients choose names, and could choose another's. A
     * mark that is there already was made by a server on the way, or by the client: what counts is the last one.
     *
     * @param name as {@link #name} takes it; of three marks the first goes, so that the next server takes it too
     * @param mark 8 hexadecimal digits
     */
    public static String marked(String name, String mark) {
        int first = name.indexOf('@');
        int second = name.indexOf('@', first + 1);
        boolean full = first >= 0 && second >= 0 && name.indexOf('@', second + 1) >= 0;
        return (full ? name.substring(0, first) + name.substring(second) : name) + "@" + mark;
    }

    /** @return what a client sent, as a name; empty when it sent none, or something else */
    public static Optional<String> name(String sent) {
        return Optional.ofNullable(sent).filter(text -> NAME.matcher(text).matches());
    }
}
