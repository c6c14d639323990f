package org.jts.console.internal;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jts.api.Subscription;
import org.jts.api.store.DataFolder;
import org.jts.api.store.StoreException;
import org.osgi.framework.BundleContext;

/** Runs commands: those of its arguments, of a file or a pipe, or those that somebody types. */
final class Console {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_STARTED = 3;

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final String PROMPT = "jts> ";
    private static final Set<String> GOODBYES = Set.of("exit", "quit", "bye");

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;
    private final Parts parts;
    private boolean trace;

    /** @param interactive whether a person types what comes from {@code in} */
    Console(BundleContext context, InputStream in, PrintStream out, PrintStream err, boolean interactive) {
        this(context, in, out, err, interactive, START_LIMIT);
    }

    Console(BundleContext context, InputStream in, PrintStream out, PrintStream err, boolean interactive,
            Duration startLimit) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.interactive = interactive;
        this.parts = new Parts(context, startLimit);
    }

    /** @return the exit status */
    int run(List<String> arguments) {
        try {
            ConsoleOptions options = ConsoleOptions.parse(arguments);
            trace = options.trace();
            if (options.help()) {
                out.println(ConsoleOptions.USAGE);
                return OK;
            }
            return runClaimed(options);
        } catch (UsageException e) {
            return fail(e, USAGE);
        } catch (StartException | StoreException e) {
            return fail(e, NOT_STARTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(new StartException("interrupted before the workstation had started"), NOT_STARTED);
        }
    }

    private int runClaimed(ConsoleOptions options)
            throws UsageException, StartException, StoreException, InterruptedException {
        try (Subscription claim = parts.service(DataFolder.class).claim()) {
            CommandProcessor processor = parts.service(CommandProcessor.class);
            try (CommandSession session = processor.createSession(in, out, err)) {
                if (options.commands().isPresent()) {
                    return runScript(session, options.commands().get());
                }
                if (options.file().isPresent()) {
                    return runScript(session, read(options.file().get()));
                }
                return interactive ? runTyped(session) : runPiped(session);
            }
        }
    }

    private int runScript(CommandSession session, String script) throws StartException, InterruptedException {
        parts.commandsOf(script);
        return execute(session, script);
    }

    /**
     * What comes through a pipe is run line by line as it comes, so that a program at the other end can read an answer
     * before it goes on; a command may go over several lines.
     */
    private int runPiped(CommandSession session) throws StartException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        StringBuilder command = new StringBuilder();
        for (String line = readLine(lines); line != null; line = readLine(lines)) {
            if (command.isEmpty() && GOODBYES.contains(line.strip())) {
                return OK;
            }
            command.append(line).append('\n');
            if (isComplete(command)) {
                int status = runScript(session, command.toString());
                command.setLength(0);
                if (status != OK) {
                    return status;
                }
            }
        }
        return command.isEmpty() ? OK : runScript(session, command.toString());
    }

    /** What is wrong otherwise is said when it is run. */
    private static boolean isComplete(CharSequence command) {
        try {
            new Parser(command).program();
            return true;
        } catch (EOFError e) {
            return false;
        } catch (SyntaxError e) {
            return true;
        }
    }

    private int runTyped(CommandSession session) throws InterruptedException {
        try {
            parts.allCommands();
        } catch (StartException e) {
            fail(e, NOT_STARTED); // what does run can still be used, and jts:why be asked
        }
        out.println("JTS Workstation. jts:help lists the commands, exit ends.");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int status = OK;
        while (true) {
            out.print(PROMPT);
            out.flush();
            String line = readLine(lines);
            if (line == null || GOODBYES.contains(line.strip())) {
                return status;
            }
            status = execute(session, line);
        }
    }

    private int execute(CommandSession session, String script) {
        try {
            Object result = session.execute(script);
            if (result != null) { // other bundles' commands may return their text instead of printing it
                out.println(session.format(result, Converter.INSPECT));
            }
            return OK;
        } catch (CommandNotFoundException e) {
            return fail(new UsageException("expected a command such as market:quote, found \"%s\"; jts:help lists them"
                    .formatted(e.getCommand())), USAGE);
        } catch (SyntaxError | EOFException e) {
            return fail(new UsageException(
                    "expected a complete command, found: %s; put texts with special characters in "
                    .formatted(e.getMessage()) + "single quotes"), USAGE);
        } catch (UsageException e) {
            return fail(e, USAGE);
        } catch (CommandException e) {
            return fail(e, FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(new CommandException(
                    "interrupted before the commands were done; see what happened with order:list "
                    + "and event:list", e), FAILED);
        } catch (IllegalArgumentException e) { // what other bundles' commands say of wrong words, and Gogo before them
            return fail(new UsageException(e.getMessage() == null ? e.toString() : e.getMessage()), USAGE);
        } catch (Exception e) { // Gogo declares no narrower type, and other bundles' commands throw what they like
            return fail(new CommandException("a command failed: "
            + (e.getMessage() == null ? e.toString() : e.getMessage()),
                    e), FAILED);
        } finally {
            out.flush();
        }
    }

    private int fail(Exception e, int status) {
        err.println("error: " + e.getMessage());
        if (trace) {
            e.printStackTrace(err);
        }
        err.flush();
        return status;
    }

    private static String read(Path file) throws UsageException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("-f: expected a UTF-8 text file that can be read, found %s (%s)".formatted(file,
                    e));
        }
    }

    private static String readLine(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            return null; // the other end is gone, and with it whoever said something
        }
    }
}
