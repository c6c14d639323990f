package org.jts.trading.internal.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jts.api.trading.DeskCall;
import org.jts.trading.internal.journal.CallTerm.Listed;

/** The orders in brokers' own words that a journal tells of. One thread. */
final class Calls {

    private final Map<String, DeskCall> all = new LinkedHashMap<>();

    void apply(Entry.Calling calling) {
        all.put(calling.key(), new DeskCall(calling.key(), calling.call(), Optional.empty(),
                calling.placed(), calling.placed()));
    }

    void apply(Entry.Called called, Instant at) {
        all.computeIfPresent(called.key(), (key, call) -> call.with(called.outcome(), at));
    }

    /** Those to go on with, oldest first, as they are. */
    List<DeskCall> kept(Function<DeskCall, Listed> listed, Instant now) {
        Set<String> over = CallTerm.over(all.values(), listed, now);
        return all.values().stream().filter(call -> !over.contains(call.key())).toList();
    }

    /** What leads to a call as it is. */
    static Stream<Line> lines(DeskCall call) {
        Line calling = new Line(call.placedAt(), new Entry.Calling(call.key(), call.call(), call.placedAt()));
        return Stream.concat(Stream.of(calling),
                call.outcome().stream().map(o -> new Line(call.updatedAt(), new Entry.Called(call.key(), o))));
    }
}
