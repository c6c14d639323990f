package org.jts.simulator.kis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.time.TimeSource;
import org.jts.simulator.kis.KisSimulator;

/**
 * Faults by the clock, one a line: {@code SECONDS FAULT [on|off|MILLISECONDS]}; what follows {@code #} is a comment.
 * Faults: maintenance, silent, refuse, duplicate, drop-notices, mute, blank, slow, lose, time-out, ledger-busy,
 * break-masters, close-refused, revoke, cut, clear.
 */
public final class FaultScript {

    private record Step(Duration at, String fault, String value) {
    }

    private final List<Step> steps = new ArrayList<>();

    /** @throws IllegalArgumentException that names the line, what was expected and what was found */
    public FaultScript(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceAll("#.*", "").strip();
            if (!line.isEmpty()) {
                steps.add(step(i + 1, line));
            }
        }
    }

    private static Step step(int number, String line) {
        String[] words = line.split("\\s+");
        String value = words.length > 2 ? words[2] : "on";
        if (words.length < 2 || words.length > 3 || !words[0].matches("\\d{1,6}")
                || !(value.matches("on|off") || words[1].equals("slow") && value.matches("\\d{1,6}"))) {
            throw new IllegalArgumentException(
                    "line %d: expected SECONDS FAULT [on|off], or SECONDS slow MILLISECONDS, was \"%s\""
                            .formatted(number, line));
        }
        Step step = new Step(Duration.ofSeconds(Long.parseLong(words[0])), words[1], value);
        if (!isFault(step.fault())) {
            throw new IllegalArgumentException("line %d: expected a fault such as silent or cut, was \"%s\""
                    .formatted(number, step.fault()));
        }
        return step;
    }

    private static boolean isFault(String name) {
        return List.of("maintenance", "silent", "refuse", "duplicate", "drop-notices", "mute", "blank", "slow", "lose",
                "time-out", "ledger-busy", "break-masters", "close-refused", "revoke", "cut", "clear").contains(name);
    }

    /** Plans every fault, counted from now. */
    public void play(KisSimulator broker, TimeSource time) {
        for (Step step : steps) {
            time.schedule("kis-simulator-fault", step.at(), () -> play(broker, step));
        }
    }

    private static void play(KisSimulator broker, Step step) {
        boolean on = step.value().equals("on");
        switch (step.fault()) {
            case "maintenance" -> broker.faults().maintenance(on);
            case "silent" -> broker.faults().silent(on);
            case "refuse" -> broker.faults().refuseOrders(on);
            case "duplicate" -> broker.faults().duplicateFrames(on);
            case "drop-notices" -> broker.faults().dropNotices(on);
            case "mute" -> broker.faults().muteStreams(on);
            case "blank" -> broker.faults().blankOutput(on);
            case "slow" -> broker.faults().slow(Duration.ofMillis(step.value().matches("\\d+")
                    ? Long.parseLong(step.value()) : on ? 1_000 : 0));
            case "lose" -> broker.faults().loseNextOrder();
            case "time-out" -> broker.faults().timeOutNextOrder();
            case "break-masters" -> broker.faults().breakMasterFiles(on);
            case "close-refused" -> broker.faults().closeRefusedStreams(on);
            case "ledger-busy" -> broker.faults().ledgerBusyOnce();
            case "revoke" -> broker.revokeTokens();
            case "cut" -> broker.cutStreams();
            default -> broker.faults().clear();
        }
    }
}
