package org.jts.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

/**
 * The names of the threads that live now. A plain stack dump leaves virtual threads out, which gateways run on.
 *
 * @since 1.0
 */
public final class Threads {

    private static final Pattern HEAD = Pattern.compile("#\\d+ \"(.*?)\".*");

    private Threads() {
    }

    /** Of platform and virtual threads: each name that begins so, once, in order. */
    public static List<String> named(String prefix) {
        Stream<String> platform = Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
        return Stream.concat(platform, dumped().stream()).filter(name -> name.startsWith(prefix)).distinct().sorted()
                .toList();
    }

    private static List<String> dumped() {
        try {
            Path folder = Files.createTempDirectory("jts-threads");
            Path file = folder.resolve("dump.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
                return Files.readAllLines(file).stream().map(HEAD::matcher).filter(Matcher::matches)
                        .map(head -> head.group(1)).toList();
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the list of threads could not be written to the folder for temporary files",
                    e);
        }
    }
}
