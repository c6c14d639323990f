package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pool says, with times in microseconds.
 *
 * @param status   {@code OK}; {@code JOIN} when it does not know this process; {@code MISMATCH} when others keep other
 *                 rules; {@code PAST} to what was asked long ago
 * @param epoch    names the pool's memory: a new one knows nothing of the old one
 * @param clock    of the pool
 * @param moreIn   until more could be granted, when less was than asked for
 * @param frozen   until anything is granted again after the broker refused
 * @param permille of the budget that is given out at present
 * @param refusals by the broker, told by all processes
 * @param shut     until all windows are open, after the pool began anew
 * @param live     processes heard of lately
 * @param leftOut  how much time the pool's clock has left out
 * @param here     processes that have a place: heard of lately, or silent for less than their lease
 * @param gone     how many have gone since its memory began, by themselves or because they were silent
 * @param used     of each window of the pool
 * @param owed     of each window, what processes that left may have used of the share that came with their place; -1
 *                 when the pool cannot know
 * @param extra    granted per run, or what became of joining
 */
record PoolReply(String status, String epoch, long clock, long moreIn, long frozen, int permille, long refusals,
        long shut, int live, long leftOut, int here, long gone, long[] used, long[] owed, int[] extra) {

    private static final int HEAD = 12;

    static PoolReply of(List<Object> raw, int windows) {
        String status = String.valueOf(raw.getFirst());
        if (raw.size() < HEAD + 2 * windows) {
            return new PoolReply(status, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new long[windows], new long[windows],
                    new int[0]);
        }
        List<Long> figures = new ArrayList<>();
        for (Object figure : raw.subList(2, raw.size())) {
            figures.add(((Number) figure).longValue());
        }
        long[] used = new long[windows];
        long[] owed = new long[windows];
        for (int i = 0; i < windows; i++) {
            used[i] = figures.get(HEAD - 2 + i);
            owed[i] = figures.get(HEAD - 2 + windows + i);
        }
        int[] extra = figures.stream().skip(HEAD - 2L + 2L * windows).mapToInt(Long::intValue).toArray();
        return new PoolReply(status, String.valueOf(raw.get(1)), figures.get(0), figures.get(1), figures.get(2),
                figures.get(3).intValue(), figures.get(4), figures.get(5), figures.get(6).intValue(), figures.get(7),
                figures.get(8).intValue(), figures.get(9), used, owed, extra);
    }

    boolean isOk() {
        return status.equals("OK");
    }

    Duration shutFor() {
        return Duration.ofNanos(shut * 1000);
    }
}
