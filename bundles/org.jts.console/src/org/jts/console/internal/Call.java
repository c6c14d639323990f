package org.jts.console.internal;

import java.io.PrintStream;

/** One command as it was typed, and where its output goes. */
record Call(Args args, PrintStream out) {

    boolean json() {
        return args.has("json");
    }

    void print(Report report) {
        report.print(out, json());
    }

    void printFacts(Report report) {
        report.printFacts(out, json());
    }

    /** For people only: in JSON there are only objects. */
    void say(String text) {
        if (!json()) {
            out.println(text);
        }
    }
}
