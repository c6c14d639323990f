package org.jts.tck.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.RejectReason;

/**
 * What goes wrong at a broker and when, in lines that a person can read:
 *
 * <pre>{@code
 * # the third order is done, and nobody hears of it
 * call 3 of place: lose the answer
 * next call of quote: time out after 5s
 * every 10 calls: answer late 800ms
 * call 2 of place: refuse as INSUFFICIENT_FUNDS "not enough cash"
 * frame 2 of orders: drop
 * every frame of orders: send twice
 * after 30s: go silent for 30s
 * after 2m: revoke the token
 * now: cut the line
 * }</pre>
 *
 * A line is WHEN, a colon, WHAT; empty lines and what follows a {@code #} are for people. Calls are named as the
 * methods of {@link BrokerGateway}, or {@code order} for place, call, modify and cancel; frames are {@code quotes},
 * {@code books} and {@code orders}; without a name all count. Calls and frames are counted from the moment at which the
 * script is played. Times are {@code 500ms}, {@code 30s} or {@code 2m}. Immutable.
 *
 * @param steps in the order in which they are written; of several that happen at one call the first counts
 * @since 1.1
 */
public record FaultScript(List<Step> steps) {

    private static final Set<String> FRAMES = Set.of("quotes", "books", "orders");
    private static final Set<String> ORDERS = Set.of("place", "call", "modify", "cancel");
    private static final Set<String> NOT_CALLED = Set.of("id", "capabilities", "disconnect");
    private static final Pattern COUNTED = Pattern.compile("(?:(next|every) (call|frame)|(call|frame) (\\d{1,6})"
            + "|every (\\d{1,6}) (call|frame)s)(?: of (\\w+))?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Pattern REFUSE = Pattern.compile("refuse(?: as (\\w+))?(?: \"(.*)\")?");
    private static final Map<String, What> PLAIN = Map.of("time out", new What.TimeOut(Optional.empty()),
            "lose the answer", new What.LoseAnswer(), "do twice", new What.Twice(), "send twice", new What.Twice(),
            "drop", new What.Drop(), "garble", new What.Garble(), "cut the line", new What.CutLine(),
            "revoke the token", new What.RevokeToken(), "go silent", new What.GoSilent(Optional.empty()));
    private static final String WHATS =
            "time out, time out after TIME, lose the answer, refuse, refuse as NAME \"TEXT\","
            + " answer late TIME, send late TIME, do twice, send twice, drop, garble, cut the line, revoke the token,"
            + " go silent, go silent for TIME";

    /**
     * One line.
     *
     * @param when it happens
     * @param what goes wrong
     */
    public record Step(When when, What what) {
    }

    public FaultScript {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException that says which line is wrong, what was expected and what was found
     */
    public static FaultScript parse(String text) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String whole : text.lines().toList()) {
            number++;
            String line = whole.replaceFirst("(^|\\s)#[^\"]*$", "").strip();
            if (!line.isEmpty()) {
                steps.add(step(line, number));
            }
        }
        return new FaultScript(steps);
    }

    private static Step step(String line, int number) {
        String[] parts = line.split("\\s*:\\s*", 2);
        if (parts.length < 2) {
            throw wrong(number, "WHEN: WHAT, such as 'call 3 of place: lose the answer'", line);
        }
        When when = when(parts[0].replaceAll("\\s+", " "), number);
        What what = what(parts[1].strip(), number);
        check(when, what, number, line);
        return new Step(when, what);
    }

    private static When when(String text, int number) {
        if (text.equals("now")) {
            return new When.Now();
        }
        if (text.startsWith("after ")) {
            return new When.After(time(text.substring("after ".length()), number));
        }
        Matcher found = COUNTED.matcher(text);
        if (!found.matches()) {
            throw wrong(number, "now, after TIME, next call, call N, every call or every N calls (or frame), each with"
                    + " 'of NAME' where only some count", text);
        }
        boolean every = text.startsWith("every");
        String count = found.group(4) != null ? found.group(4) : found.group(5);
        int nth = count == null ? 1 : Integer.parseInt(count);
        if (nth < 1) {
            throw wrong(number, "a number from 1 on", text);
        }
        String kind = Stream.of(2, 3, 6).map(found::group).filter(g -> g != null).findFirst().orElseThrow();
        return kind.equals("call") ? new When.Call(calls(found.group(7), number), nth, every)
                : new When.Frame(frames(found.group(7), number), nth, every);
    }

    private static Set<String> calls(String name, int number) {
        List<String> all = Arrays.stream(BrokerGateway.class.getMethods()).map(m -> m.getName())
                .filter(m -> !NOT_CALLED.contains(m)).distinct().sorted().toList();
        if (name == null) {
            return Set.copyOf(all);
        }
        if (name.equals("order")) {
            return ORDERS;
        }
        if (!all.contains(name)) {
            throw wrong(number, "a call, order or one of " + all, name);
        }
        return Set.of(name);
    }

    private static Set<String> frames(String name, int number) {
        if (name != null && !FRAMES.contains(name)) {
            throw wrong(number, "frames of quotes, books or orders", name);
        }
        return name == null ? FRAMES : Set.of(name);
    }

    private static What what(String text, int number) {
        String plain = text.replaceAll("\\s+", " ");
        What known = PLAIN.get(plain);
        if (known != null) {
            return known;
        }
        Matcher refuse = REFUSE.matcher(text);
        if (refuse.matches()) {
            Optional<String> as = Optional.ofNullable(refuse.group(1));
            as.ifPresent(name -> checkName(name, number));
            return new What.Refuse(as, Optional.ofNullable(refuse.group(2)).filter(t -> !t.isBlank())
                    .orElse("the broker refuses it, as its script says"));
        }
        for (String late : List.of("answer late ", "send late ")) {
            if (plain.startsWith(late)) {
                return new What.Late(time(plain.substring(late.length()), number));
            }
        }
        if (plain.startsWith("time out after ")) {
            return new What.TimeOut(Optional.of(time(plain.substring("time out after ".length()), number)));
        }
        if (plain.startsWith("go silent for ")) {
            return new What.GoSilent(Optional.of(time(plain.substring("go silent for ".length()), number)));
        }
        throw wrong(number, "one of: " + WHATS, text);
    }

    private static void checkName(String name, int number) {
        boolean known = Stream.concat(Arrays.stream(ErrorCategory.values()), Arrays.stream(RejectReason.values()))
                .anyMatch(value -> value.name().equals(name));
        if (!known) {
            throw wrong(number, "an ErrorCategory or a RejectReason, such as RATE_LIMIT or INSUFFICIENT_FUNDS", name);
        }
    }

    private static void check(When when, What what, int number, String line) {
        boolean anywhere = what instanceof What.CutLine || what instanceof What.RevokeToken
                || what instanceof What.GoSilent;
        boolean fits = switch (when) {
            case When.Now now -> anywhere;
            case When.After after -> anywhere;
            case When.Call call -> !(what instanceof What.Drop);
            case When.Frame frame -> anywhere || what instanceof What.Drop || what instanceof What.Twice
                    || what instanceof What.Late;
        };
        if (!fits) {
            throw wrong(number, "a frame to be dropped, sent twice or late, a call to fail, and at any time to cut the"
                    + " line, revoke the token or go silent", line);
        }
    }

    private static Duration time(String text, int number) {
        Matcher found = TIME.matcher(text.strip());
        if (!found.matches()) {
            throw wrong(number, "a time such as 500ms, 30s or 2m", text);
        }
        long amount = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static IllegalArgumentException wrong(int number, String expected, String found) {
        return new IllegalArgumentException("fault script, line %d: expected %s, found '%s'".formatted(number, expected,
                found));
    }
}
