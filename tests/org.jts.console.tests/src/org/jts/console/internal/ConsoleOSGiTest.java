package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.felix.service.command.Function;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.store.DataFolder;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The console itself: scripts through a real Gogo session, and the exit status of every way to end. */
class ConsoleOSGiTest extends CommandCase {
    @Test
    void scriptRunsInOrderAndStopsAtTheFirstFailure() {
        fixture.connected();
        Result result = fixture.run("account:list; order:show nothing; account:balance");
        assertEquals(Console.FAILED, result.status());
        assertTrue(result.out().contains("FAKE-001"), result.out());
        assertFalse(result.out().contains("CASH"), "expected the third command not to run: " + result.out());
        assertEquals("error: expected the key of an order, or last for the newest, found \"nothing\"; order:list "
                + "shows them",
                result.err().strip());
    }

    @Test
    void wrongWordsEndWithTheStatusOfWrongUse() {
        for (String script : List.of("order:place bye 10 005930 market", "order:plaice", "order:list 'unclosed",
                "order:list {", "market:quote")) {
            Result result = fixture.run(script);
            assertEquals(Console.USAGE, result.status(), script + ": " + result.err());
            assertTrue(result.err().startsWith("error: "), result.err());
        }
        assertEquals(Console.USAGE, fixture.start("", false, SHORT, "--colour").status());
    }

    @Test
    void whatACommandOfAnotherBundleReturnsIsPrinted() {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of(CommandSet.SCOPE, "other", CommandSet.FUNCTION,
                "say"));
        ServiceRegistration<?> command = fixture.context.registerService(Function.class,
                (session, arguments) -> "said " + arguments, properties);
        try {
            assertEquals("said [hello]", fixture.run("other:say hello").out().strip());
            command.setProperties(FrameworkUtil.asDictionary(Map.of("osgi.command.scope", "other",
                    "osgi.command.function", "say", "jts.command.help", "say [WORD]...|Says it.")));
            String help = fixture.run("jts:help other").out();
            assertTrue(help.contains("other:say [WORD]...") && help.contains("Says it."), help);
            assertTrue(fixture.run("jts:help").out().contains("other:say [WORD]..."));
        } finally {
            command.unregister();
        }
    }

    @Test
    void helpIsASuccessAndNeedsNothing() {
        Result result = fixture.start("", false, SHORT, "--help");
        assertEquals(Console.OK, result.status());
        assertTrue(result.out().contains("Exit status"), result.out());
        assertTrue(fixture.run("order:place --help").out().contains("order:place buy|sell QUANTITY SYMBOL"));
    }

    @Test
    void commandsComeFromAFileOrAPipeToo() throws Exception {
        Path script = Files.writeString(folder.resolve("x.gogo"), "# first\njts:version\n\njts:help order\n");
        Result fromFile = fixture.start("", false, SHORT, "-f", script.toString());
        assertEquals(Console.OK, fromFile.status(), fromFile.err());
        assertTrue(fromFile.out().contains("org.jts.console") && fromFile.out().contains("order:cancel KEY"));
        assertEquals(Console.OK, fixture.start("jts:help", false, SHORT).status());
        assertEquals(Console.USAGE, fixture.start("", false, SHORT, "-f", folder.resolve("gone").toString()).status());
    }

    @Test
    void programAtTheOtherEndOfAPipeHasItsAnswerBeforeItGoesOn() throws Exception {
        try (PipedOutputStream asked = new PipedOutputStream(); PipedInputStream in = new PipedInputStream(asked);
                PipedOutputStream said = new PipedOutputStream();
                PipedInputStream answered = new PipedInputStream(said);
                BufferedReader lines = new BufferedReader(new InputStreamReader(answered, StandardCharsets.UTF_8))) {
            BlockingQueue<String> answers = new LinkedBlockingQueue<>();
            Thread.ofPlatform().daemon().start(() -> listen(lines, answers));
            CompletableFuture<Integer> status = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> status.complete(fixture.talk(in, said)));
            ask(asked, "account:list --json\n");
            hear(answers, "FAKE-001");
            ask(asked, "# a comment\n\ntext = 'first\n");
            ask(asked, "second'\n");
            hear(answers, "second");
            ask(asked, "account:list --json\n");
            hear(answers, "FAKE-001");
            ask(asked, "exit\n");
            assertEquals(Console.OK, status.get(30, TimeUnit.SECONDS));
        }
        Result stopped = fixture.start("account:list\norder:nonsense\njts:version\n", false, SHORT);
        assertEquals(Console.USAGE, stopped.status());
        assertTrue(stopped.out().contains("FAKE-001") && !stopped.out().contains("org.jts.console"), stopped.out());
    }

    private static void listen(BufferedReader lines, BlockingQueue<String> answers) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // The console has ended, and its end of the pipe with it.
        }
    }

    private static void hear(BlockingQueue<String> answers, String wanted) throws InterruptedException {
        String line = answers.poll(30, TimeUnit.SECONDS);
        while (line != null && !line.contains(wanted)) {
            line = answers.poll(30, TimeUnit.SECONDS);
        }
        assertNotNull(line, "expected an answer with " + wanted);
    }

    private static void ask(OutputStream to, String line) throws IOException {
        to.write(line.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    @Test
    void personTypesUntilExitAndAMistakeEndsNothing() {
        Result result = fixture.start("order:nonsense\naccount:list\nexit\naccount:balance\n", true, SHORT);
        assertEquals(Console.OK, result.status());
        assertTrue(result.out().contains("jts> ") && result.out().contains("FAKE-001"), result.out());
        assertFalse(result.out().contains("CASH"), result.out());
        assertTrue(result.err().contains("expected a command such as market:quote, found \"order:nonsense\""),
                result.err());
        assertEquals(Console.OK, fixture.start("", true, SHORT).status());
    }

    @Test
    void traceShowsWhereAFailureCameFromAndNothingElseDoes() {
        assertFalse(fixture.run("order:show x").err().contains("at org.jts"));
        Result result = fixture.start("", false, SHORT, "--trace", "-c", "order:show x");
        assertTrue(result.err().contains("at org.jts.console"), result.err());
    }

    @Test
    void interruptedCommandEndsTheRun() throws Exception {
        fixture.connected();
        AtomicReference<Result> result = new AtomicReference<>();
        Thread runner = new Thread(() -> result.set(fixture.run("market:watch 005930 --seconds 600; jts:version")));
        runner.start();
        Await.until("a watching command", () -> fixture.feed.watching);
        runner.interrupt();
        runner.join();
        assertEquals(Console.FAILED, result.get().status(), result.toString());
        assertTrue(result.get().err().contains("interrupted before"), result.toString());
        assertFalse(result.get().out().contains("org.jts.console"), result.toString());
    }

    @Test
    void folderThatAnotherWorkstationHoldsEndsTheStart() throws Exception {
        Await.until("the data folder", () -> fixture.context.getServiceReference(DataFolder.class) != null);
        DataFolder real = fixture.context.getService(fixture.context.getServiceReference(DataFolder.class));
        DataFolder held = new DataFolder() {
            @Override
            public Path path() {
                return real.path();
            }

            @Override
            public Subscription claim() throws org.jts.api.store.StoreException {
                throw new org.jts.api.store.StoreException("expected it to be free, found it in use");
            }
        };
        var registration = fixture.context.registerService(DataFolder.class, held,
                new java.util.Hashtable<>(Map.of("service.ranking", 100)));
        try {
            Result result = fixture.run("jts:version");
            assertEquals(Console.NOT_STARTED, result.status());
            assertTrue(result.err().contains("found it in use"), result.err());
        } finally {
            registration.unregister();
        }
    }

    @Test
    void missingPartIsNamedWithWhatItWaitsFor() throws Exception {
        fixture.withdraw(EventLog.class);
        Result result = fixture.start("", false, SHORT, "-c", "candles:list");
        assertEquals(Console.NOT_STARTED, result.status());
        assertTrue(result.err().contains("expected the commands candles:"), result.err());
        assertTrue(result.err().contains("SqliteMarketStore waits for the service org.jts.api.event.EventLog"),
                result.err());
        Result why = fixture.run("jts:why");
        assertEquals(Console.OK, why.status(), why.err());
        assertTrue(why.out().contains("org.jts.api.event.EventLog"), why.out());
        Result typed = fixture.start("jts:version\n", true, SHORT);
        assertTrue(typed.err().contains("candles:") && typed.out().contains("org.jts.storage"), typed.toString());
    }

    @Test
    void commandsGoWithTheirBundleAndComeBack() throws Exception {
        Bundle console = FrameworkUtil.getBundle(Console.class);
        Await.until("commands", () -> commands() == CommandBook.ALL.size());
        console.stop();
        assertEquals(0, commands());
        console.start();
        Await.until("commands", () -> commands() == CommandBook.ALL.size());
    }

    @Test
    void everyCommandOfTheBookIsThereAndNoOther() throws Exception {
        Await.until("commands", () -> commands() == CommandBook.ALL.size());
        for (CommandSpec spec : CommandBook.ALL) {
            assertEquals(1, fixture.context.getServiceReferences((String) null,
                    "(&(osgi.command.scope=%s)(osgi.command."
                    .formatted(spec.scope()) + "function=%s))".formatted(spec.function())).length, spec.name());
        }
    }

    @Test
    void manualShowsEveryCommandAndNoOther() throws Exception {
        Path manual = null;
        for (Path at = Path.of("").toAbsolutePath(); at != null && manual == null; at = at.getParent()) {
            manual = Files.isRegularFile(at.resolve("docs/console.md")) ? at.resolve("docs/console.md") : null;
        }
        String text = Files.readString(manual);
        for (CommandSpec spec : CommandBook.ALL) {
            assertTrue(text.contains("\n### `" + spec.usage() + "`\n"), "expected docs/console.md to explain "
                    + spec.usage());
        }
        Set<String> known = CommandBook.ALL.stream().map(CommandSpec::name).collect(Collectors.toSet());
        String scopes = CommandBook.ALL.stream().map(CommandSpec::scope).distinct().collect(Collectors.joining("|"));
        Matcher named = Pattern.compile("\\b(?:" + scopes + "):[a-z]+").matcher(text);
        while (named.find()) {
            assertTrue(known.contains(named.group()), "expected only commands that exist, found " + named.group());
        }
    }

    private int commands() throws Exception {
        int count = 0;
        for (CommandSpec spec : CommandBook.ALL) {
            var found = fixture.context.getServiceReferences((String) null, "(&(osgi.command.scope=%s)(osgi.command."
                    .formatted(spec.scope()) + "function=%s))".formatted(spec.function()));
            count += found == null ? 0 : found.length;
        }
        return count;
    }
}
