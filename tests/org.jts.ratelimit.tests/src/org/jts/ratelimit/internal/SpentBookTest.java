package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** What one process has spent counts for the next, however the first one ended. */
class SpentBookTest {

    private static final BrokerId BROKER = new BrokerId("kis");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final FakeEventLog events = new FakeEventLog(time);
    private final List<SharedLimiters> processes = new ArrayList<>();
    private Path folder;
    private LimitProfile profile = profile("18/1s", "1000/1m", "50000/1h");
    private Duration wall = Duration.ZERO;
    private MortalTime alive;
    private RequestLimiter limiter;

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createTempDirectory("spent");
        start();
    }

    @AfterEach
    void end() throws IOException {
        processes.forEach(SharedLimiters::close);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void afterAKillTheWindowsAreAsFullAsTheyWere() {
        spend(Lane.ACCOUNT, 15);
        time.advance(SECOND.multipliedBy(2));
        spend(Lane.ORDER, 10);
        time.advance(SECOND.multipliedBy(3));
        restart();
        assertEquals(List.of(0, 25, 25), used());
        assertEquals(Map.of(Lane.ACCOUNT, 15, Lane.ORDER, 10), limiter.usage().windows().get(1).byLane());
        time.advance(Duration.ofSeconds(54));
        assertEquals(List.of(0, 25, 25), used(), "55 s old at least: not one too early");
        time.advance(Duration.ofSeconds(3));
        assertEquals(List.of(0, 10, 25), used(), "and a second or so later than the true one");
        time.advance(Duration.ofSeconds(3));
        assertEquals(List.of(0, 0, 25), used());
    }

    @Test
    void whatWasNotToldYetCountsUntilTheGraceIsOver() {
        spend(Lane.ACCOUNT, 10);
        limiter.tryAcquire(Lane.ORDER, 1).orElseThrow();
        limiter.tryAcquire(Lane.ORDER, 1).orElseThrow().giveBack();
        restart();
        assertEquals(List.of(11, 11, 11), used(), "killed at once: all that was granted and not given back");
        time.advance(Duration.ofSeconds(5));
        assertEquals(List.of(11, 11, 11), used());
        time.advance(SECOND.multipliedBy(2));
        assertEquals(List.of(0, 11, 11), used());
        restart();
        assertEquals(List.of(0, 11, 11), used(), "told by now");
    }

    @Test
    void aCrashLoopSpendsNoMoreThanOneProcess() {
        long begin = time.nanoTime();
        int granted = 0;
        for (int i = 0; i < 100; i++) {
            granted += spend(Lane.ORDER, 20);
            time.advance(Duration.ofMillis(i % 10 == 0 ? 8_000 : i * 13 % 500));
            restart();
        }
        double seconds = (time.nanoTime() - begin) / 1e9;
        assertTrue(granted > 100 && granted <= Math.min(18 * seconds, 1_000 * Math.ceil(seconds / 60)),
                "granted %d in %.1f s".formatted(granted, seconds));
    }

    @Test
    void anEndThatIsNoKillKeepsAllOfIt() {
        spend(Lane.ACCOUNT, 15);
        processes.getLast().close();
        start();
        assertEquals(List.of(15, 15, 15), used());
        time.advance(Duration.ofMillis(1_300));
        assertEquals(List.of(0, 15, 15), used(), "all was answered: nothing is under way");
    }

    @Test
    void aClockThatWasSetBackMeansMoreAndNeverLess() {
        spend(Lane.ACCOUNT, 15);
        time.advance(Duration.ofSeconds(40));
        wall = Duration.ofHours(-3);
        restart();
        assertEquals(List.of(15, 15, 15), used(), "as if just spent");
        time.advance(Duration.ofSeconds(59));
        assertEquals(List.of(0, 15, 15), used());
        time.advance(SECOND.multipliedBy(2));
        assertEquals(List.of(0, 0, 15), used());
        restart();
        assertEquals(List.of(0, 0, 15), used(), "written anew by the clock of now");
    }

    @Test
    void aClockThatIsSetWhileWeRunMakesNothingOlder() {
        spend(Lane.ACCOUNT, 15);
        time.advance(Duration.ofSeconds(10));
        time.setWallClock(time.now().plus(Duration.ofHours(2)));
        time.advance(SECOND.multipliedBy(2));
        restart();
        assertEquals(List.of(0, 15, 15), used(), "12 s old, and not two hours");
        time.setWallClock(time.now().minus(Duration.ofHours(5)));
        time.advance(SECOND.multipliedBy(2));
        restart();
        assertEquals(List.of(0, 15, 15), used());
        time.advance(Duration.ofSeconds(48));
        assertEquals(List.of(0, 0, 15), used(), "nor younger");
    }

    @Test
    void otherRulesThanBeforeKnowWhatWasSpent() {
        spend(Lane.ACCOUNT, 9);
        spend(Lane.ORDER, 3);
        time.advance(SECOND.multipliedBy(2));
        profile = profile("50/10s[order]", "100/30s[account]", "500/5m");
        restart();
        assertEquals(List.of(3, 9, 12), used());
    }

    @Test
    void aDamagedFileMeansFullWindowsAndANotice() throws IOException {
        spend(Lane.ACCOUNT, 15);
        time.advance(SECOND.multipliedBy(2));
        Path lines = file(".spent");
        byte[] content = Files.readAllBytes(lines);
        content[content.length / 2] ^= 1;
        kill();
        Files.write(lines, content);
        start();
        assertEquals(List.of(true, true, true), full());
        assertTrue(limiter.tryAcquire(Lane.CANCEL, 1).isEmpty());
        assertEquals(List.of("What was spent of the request limit of kis/key is not known: its limit counts as used "
                + "up"),
                texts());
        assertTrue(events.notices().getLast().detail().contains(lines.toString()), events.notices().getLast().detail());
        time.advance(Duration.ofSeconds(30));
        restart();
        assertEquals(List.of(false, true, true), full(), "the next process knows it too");
        time.advance(Duration.ofSeconds(32));
        assertEquals(List.of(false, false, true), full());
        assertTrue(limiter.tryAcquire(Lane.CANCEL, 1).isEmpty(), "an hour is an hour");
        assertEquals(1, texts().size());
        time.advance(Duration.ofHours(1));
        assertEquals(List.of(0, 0, 0), used());
        restart();
        assertEquals(List.of(0, 0, 0), used());
    }

    @Test
    void ofTwoFilesOneAloneOrEmptyIsWhatAPowerFailureLeaves() throws IOException {
        int spent = 0;
        for (boolean empty : List.of(false, true)) {
            for (String lost : List.of(".total", ".spent")) {
                spent += spend(Lane.ACCOUNT, 15);
                time.advance(SECOND.multipliedBy(2));
                kill();
                Path file = file(lost);
                Files.delete(file);
                if (empty) {
                    Files.write(file, new byte[0]);
                }
                start();
                assertEquals(List.of(true, true, false), full(), lost + " empty: " + empty);
                time.advance(Duration.ofMinutes(3));
                restart();
                restart();
                assertEquals(List.of(0, 0, spent), used(), "what was told and is not lost");
                assertEquals(List.of(), texts());
            }
        }
    }

    @Test
    void whatWasSpentNobodyKnowsWhenMayHaveBeenJustNow() throws IOException {
        profile = profile("20/1m", "30/1h");
        restart();
        spend(Lane.ACCOUNT, 15);
        time.advance(Duration.ofHours(2));
        spend(Lane.ORDER, 20);
        time.advance(Duration.ofMinutes(5));
        assertEquals(List.of(0, 20), used());
        kill();
        Files.delete(file(".spent"));
        start();
        assertEquals(List.of(true, true), full());
        time.advance(Duration.ofMinutes(58));
        restart();
        assertEquals(List.of(false, true), full(), "the next process knows it too");
        assertTrue(limiter.tryAcquire(Lane.CANCEL, 1).isEmpty());
        time.advance(Duration.ofMinutes(3));
        assertEquals(List.of(0, 0), used());
    }

    @Test
    void aTotalThatIsNotOursIsDamage() throws IOException {
        spend(Lane.ACCOUNT, 15);
        time.advance(SECOND.multipliedBy(2));
        byte[] content = Files.readAllBytes(file(".total"));
        content[0] ^= 1;
        kill();
        Files.write(file(".total"), content);
        start();
        assertEquals(List.of(true, true, true), full());
        assertEquals(1, texts().size());
    }

    @Test
    void aLineThatWasBeingWrittenIsNoDamage() throws IOException {
        spend(Lane.ACCOUNT, 15);
        time.advance(SECOND.multipliedBy(3));
        kill();
        Files.writeString(file(".spent"), "A 1767315602000 99", StandardCharsets.ISO_8859_1,
                StandardOpenOption.APPEND);
        start();
        assertEquals(List.of(0, 15, 15), used());
        assertEquals(List.of(), texts());
    }

    @Test
    void aTotalThatIsOlderThanItsLinesLostTheSecondBeforeThePowerFailed() throws IOException {
        byte[] before = Files.readAllBytes(file(".total"));
        spend(Lane.ACCOUNT, 15);
        time.advance(SECOND.multipliedBy(2));
        kill();
        Files.write(file(".total"), before);
        start();
        assertEquals(List.of(true, true, false), full(), "what a second may have lost is on the order of a minute");
        assertTrue(used().getLast() >= 15, "what was told");
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldOnceAndLimitsAreKept() throws IOException {
        kill();
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        start(notAFolder);
        assertEquals(18, spend(Lane.ORDER, 20));
        assertEquals(List.of("What is spent of the request limit of kis/key cannot be kept for the next start"),
                texts());
    }

    @Test
    void afterAWriteInVainItIsTriedAgainEachSecond() throws IOException {
        spend(Lane.ACCOUNT, 5);
        time.advance(SECOND.multipliedBy(2));
        Path obstacle = Files.createDirectory(Path.of(file(".spent") + ".new"));
        time.setWallClock(time.now().plus(Duration.ofHours(1)));
        time.advance(SECOND);
        spend(Lane.ORDER, 4);
        time.advance(SECOND.multipliedBy(3));
        assertEquals(List.of("What is spent of the request limit of kis/key cannot be kept for the next start"),
                texts());
        Files.delete(obstacle);
        time.advance(SECOND.multipliedBy(3));
        assertEquals(List.of("What is spent of the request limit of kis/key cannot be kept for the next start",
                "What is spent of the request limit of kis/key is kept for the next start again"), texts());
        restart();
        assertEquals(List.of(0, 9, 9), used());
        assertEquals(0, limiter.usage().inFlight(), "all was told");
        time.advance(Duration.ofSeconds(54));
        assertEquals(List.of(0, 4, 9), used(), "each as old as it is, whatever clock was set meanwhile");
    }

    @Test
    void whatAClosedLimiterStillEndsIsNotStoredOverItsSuccessor() {
        Permit old = limiter.tryAcquire(Lane.ORDER, 1).orElseThrow();
        limiter.tryAcquire(Lane.ORDER, 1).orElseThrow();
        processes.getLast().close();
        start();
        spend(Lane.ORDER, 5);
        old.giveBack();
        restart();
        assertEquals(List.of(7, 7, 7), used());
    }

    @Test
    void manyThatWereNotToldAreUnderWayAtOnce() {
        profile = profile("100000/1m", "60000/1h[order count]");
        restart();
        for (int i = 0; i < 50_000; i++) {
            limiter.tryAcquire(Lane.ORDER, i % 2 + 1).orElseThrow().close();
        }
        restart();
        assertEquals(List.of(75_000, 50_000), used());
        assertEquals(50_000, limiter.usage().inFlight());
        time.advance(Duration.ofSeconds(6));
        assertEquals(50_000, afterLooking(), "spent just now");
        assertEquals(0, limiter.usage().inFlight());
        time.advance(Duration.ofSeconds(62));
        assertEquals(List.of(0, 50_000), used());
    }

    private int afterLooking() {
        limiter.tryAcquire(Lane.ORDER, 1).orElseThrow().giveBack();
        return used().getLast();
    }

    @Test
    void twoHoursOfWorkAreFewLinesThatCountNoLess() throws IOException {
        for (int i = 0; i < 7_200; i++) {
            spend(Lane.ACCOUNT, 5);
            time.advance(SECOND);
        }
        int before = used().getLast();
        assertTrue(Files.size(file(".spent")) < 160 << 10, "bytes " + Files.size(file(".spent")));
        restart();
        assertTrue(used().getLast() >= before && used().getLast() <= before * 1.02,
                before + " and then " + used().getLast());
        assertTrue(Files.size(file(".spent")) < 64 << 10, "bytes " + Files.size(file(".spent")));
    }

    @Test
    void noProcessAfterAnotherExceedsAWindowHoweverTheyEndAndClocksAreSet() throws IOException {
        int arrived = 0;
        for (int seed = 0; seed < 60; seed++) {
            kill();
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> file.toFile().delete());
            }
            SplittableRandom random = new SplittableRandom(seed);
            profile = profile(1 + random.nextInt(30) + "/1s", 20 + random.nextInt(100) + "/10s[order count]",
                    50 + random.nextInt(300) + "/1m");
            WindowJudge judge = new WindowJudge();
            start();
            for (int i = 0; i < 400; i++) {
                step(random, judge);
            }
            assertEquals(Optional.empty(), judge.violation(profile.windows()), "seed " + seed + " "
                    + profile.windows());
            arrived += judge.count();
        }
        assertTrue(arrived > 60 * 30, "requests: " + arrived);
    }

    private void step(SplittableRandom random, WindowJudge judge) {
        Lane lane = Lane.values()[random.nextInt(Lane.values().length)];
        int weight = random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 1;
        limiter.tryAcquire(lane, weight).ifPresent(permit -> {
            if (random.nextInt(10) == 0) {
                permit.giveBack();
                return;
            }
            // It arrives now, or within the grace if nobody is there any more to see its answer.
            judge.arrived(time.nanoTime(), lane, weight);
            if (random.nextInt(10) > 0) {
                time.advance(Duration.ofMillis(random.nextInt(20)));
                permit.close();
            }
        });
        time.advance(Duration.ofMillis(random.nextInt(400)));
        if (random.nextInt(25) == 0) {
            if (random.nextInt(3) == 0) {
                wall = wall.minusMillis(random.nextInt(90_000));
            }
            restart();
        }
    }

    private int spend(Lane lane, int requests) {
        int granted = 0;
        for (int i = 0; i < requests; i++) {
            Optional<Permit> permit = limiter.tryAcquire(lane, 1);
            permit.ifPresent(Permit::close);
            granted += permit.isPresent() ? 1 : 0;
        }
        return granted;
    }

    private List<Integer> used() {
        return limiter.usage().windows().stream().map(WindowUsage::used).toList();
    }

    private List<Boolean> full() {
        return limiter.usage().windows().stream().map(w -> w.used() >= w.window().permits()).toList();
    }

    private List<String> texts() {
        return events.notices().stream().map(notice -> notice.text()).toList();
    }

    private Path file(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
        }
    }

    private void restart() {
        kill();
        start();
    }

    /** Nothing is told any more, and nobody says good-bye. */
    private void kill() {
        alive.kill();
    }

    private void start() {
        start(folder);
    }

    private void start(Path where) {
        alive = new MortalTime(time, wall);
        SharedLimiters limiters = new SharedLimiters(alive, events, new FakeLimitProfiles(), SimpleMeterRegistry::new,
                Optional.of(where));
        processes.add(limiters);
        limiter = limiters.limiter(BROKER, "kis/key", profile);
    }

    private static LimitProfile profile(String... windows) {
        return new LimitProfile("kis.real", "KIS", "test", Stream.of(windows).map(RateWindow::parse).toList(), 0, 100,
                Duration.ofSeconds(60), Duration.ofSeconds(5));
    }
}
