package org.jts.ratelimit.bench;

import java.util.Locale;

/** One figure: a JSON object on a line of standard output. */
final class Line {

    private Line() {
    }

    static void print(String metric, double value, String unit) {
        print("\"metric\":\"%s\",\"value\":%s,\"unit\":\"%s\"", metric, number(value), unit);
    }

    static void print(String metric, double value, String unit, String peer, double peerValue) {
        print("\"metric\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"peer\":\"%s\",\"peer_value\":%s", metric, number(value),
                unit, peer, number(peerValue));
    }

    private static void print(String format, Object... parts) {
        System.out.println("{\"bench\":\"ratelimit\"," + format.formatted(parts) + "}");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
