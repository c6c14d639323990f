package org.jts.console.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the console was started with.
 *
 * @param commands to run, from {@code -c}
 * @param file     with commands to run, from {@code -f}
 * @param trace    whether to show where a failure came from
 * @param help     whether only to explain these options
 */
record ConsoleOptions(Optional<String> commands, Optional<Path> file, boolean trace, boolean help) {

    static final String USAGE = """
            usage: jts console [-c "COMMANDS" | -f FILE] [--trace]

              -c "COMMANDS"  run these, separated by ; and end
              -f FILE        run the commands in FILE and end
              --trace        show a stack trace with an error
              --help         this text

            Without -c and -f commands are read from the keyboard, or from a pipe until it ends.
            Exit status: 0 all went well, 1 a command failed, 2 something was typed wrongly,
            3 the workstation could not start.""";

    static ConsoleOptions parse(List<String> arguments) throws UsageException {
        Optional<String> commands = Optional.empty();
        Optional<Path> file = Optional.empty();
        boolean trace = false;
        boolean help = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String argument = rest.next();
            switch (argument) {
                case "-c" -> commands = Optional.of(value(argument, rest));
                case "-f" -> file = Optional.of(path(value(argument, rest)));
                case "--trace" -> trace = true;
                case "--help", "-h" -> help = true;
                default -> throw new UsageException("expected one of -c, -f, --trace and --help, found \"%s\"%n%s"
                        .formatted(argument, USAGE));
            }
        }
        if (commands.isPresent() && file.isPresent()) {
            throw new UsageException("expected -c or -f, found both%n%s".formatted(USAGE));
        }
        return new ConsoleOptions(commands, file, trace, help);
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException("expected a value behind %s, found nothing%n%s".formatted(option, USAGE));
        }
        return rest.next();
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("-f: expected the name of a file, found \"%s\"".formatted(text));
        }
    }
}
