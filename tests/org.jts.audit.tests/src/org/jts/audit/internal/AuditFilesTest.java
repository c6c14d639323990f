package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.time.TimeSource;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are in the files once, whatever the disk does, and the files are no larger than they may be. */
class AuditFilesTest {

    private static final int FILE_BYTES = 10_000;
    private static final Path FULL_DEVICE = Path.of("/dev/full");

    private final FakeTime time = new FakeTime();
    @TempDir
    private Path folder;
    private AuditFiles files;
    /** Done when the files ask for the time, as they do before they begin a file. */
    private Runnable onTime = () -> { };

    @BeforeEach
    void open() {
        TimeSource asked = (TimeSource) Proxy.newProxyInstance(TimeSource.class.getClassLoader(),
                new Class<?>[] {TimeSource.class}, (self, method, arguments) -> {
                    onTime.run();
                    return method.invoke(time, arguments);
                });
        files = new AuditFiles(folder, asked, FILE_BYTES, 1_000_000, Duration.ofDays(10));
    }

    @AfterEach
    void close() {
        files.close();
    }

    private Path file(int number) {
        return folder.resolve("audit-20260102-%04d.jsonl".formatted(number));
    }

    /** The first letter of each value, file by file. */
    private List<String> letters() throws IOException {
        List<String> all = new ArrayList<>();
        for (Path file : files.files()) {
            StringBuilder letters = new StringBuilder();
            Files.readAllLines(file).forEach(line -> letters.append(line.charAt("{\"v\":\"".length())));
            all.add(letters.toString());
        }
        return all;
    }

    @Test
    void linesThatFailHalfwayAreWrittenOnce() throws Exception {
        files.write(Written.buffer("1".repeat(11_000)));
        LineBuffer lines = Written.buffer("2".repeat(11_000), "3".repeat(11_000));
        onTime = () -> {
            if (Files.exists(file(2))) {
                // A folder where the file for the last line would be.
                file(3).toFile().mkdir();
            }
        };
        assertThrows(IOException.class, () -> files.write(lines));
        assertTrue(Files.isDirectory(file(3)), "it failed before the last line");
        onTime = () -> { };
        Files.delete(file(3));
        assertEquals(List.of("1", ""), letters());
        files.write(lines);
        assertEquals(List.of("1", "2", "3"), letters());
    }

    @Test
    void aFullDeviceTakesNothingAndLaterEachLineIsThereOnce() throws Exception {
        assumeTrue(Files.exists(FULL_DEVICE), "there is a device that is always full");
        files.write(Written.buffer("1".repeat(6_000)));
        onTime = () -> {
            if (firstFileIsFull()) {
                linkToFullDevice();
            }
        };
        LineBuffer lines = Written.buffer("2".repeat(6_000), "3".repeat(200_000), "4".repeat(100));
        assertThrows(IOException.class, () -> files.write(lines));
        onTime = () -> { };
        Files.delete(file(2));
        assertEquals(List.of("1"), letters());
        files.write(lines);
        assertEquals(List.of("12", "3", "4"), letters());
    }

    private boolean firstFileIsFull() {
        return file(1).toFile().length() > FILE_BYTES && !Files.exists(file(2));
    }

    private void linkToFullDevice() {
        try {
            Files.createSymbolicLink(file(2), FULL_DEVICE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileEndsWithTheLineThatMakesItFullHoweverLinesCome() throws Exception {
        String[] values = new String[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = String.valueOf((char) ('a' + i % 26)).repeat(1 + i * 97 % 3_000);
        }
        files.write(Written.buffer(values));
        List<String> atOnce = letters();
        files.close();
        for (Path file : files.files()) {
            Files.delete(file);
        }
        for (String value : values) {
            files.write(Written.buffer(value));
        }
        assertEquals(letters(), atOnce);
        assertTrue(atOnce.size() > 3, atOnce::toString);
        for (Path file : files.files().subList(0, atOnce.size() - 1)) {
            List<String> lines = Files.readAllLines(file);
            long size = Files.size(file);
            assertTrue(size >= FILE_BYTES && size - lines.getLast().length() - 1 < FILE_BYTES, file + " has " + size);
        }
    }

    @Test
    void aFileIsAsLargeAsItsBytesAndNotItsCharacters() throws Exception {
        String line = "정".repeat(1_000);
        for (int i = 0; i < 4; i++) {
            files.write(Written.buffer(line));
        }
        files.write(Written.buffer("next"));
        assertEquals(List.of("정정정정", "n"), letters());
    }

    @Test
    void aSizeThatIsReachedByEndingACutOffLineLeavesRoomForOneLine() throws Exception {
        Files.writeString(file(1), "x".repeat(FILE_BYTES - 1), StandardOpenOption.CREATE_NEW);
        files.write(Written.buffer("a", "b"));
        assertEquals(List.of("x".repeat(FILE_BYTES - 1), "{\"v\":\"a\"}"), Files.readAllLines(file(1)));
        assertEquals(List.of("{\"v\":\"b\"}"), Files.readAllLines(file(2)));
    }

    @Test
    void aDayBeginsAFile() throws Exception {
        files.write(Written.buffer("a"));
        time.advance(Duration.ofDays(1));
        files.write(Written.buffer("b", "c"));
        assertEquals(List.of("a", "bc"), letters());
    }
}
