package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.jts.install.internal.JarCopy.NotWholeException;
import org.jts.install.internal.JarFolder.Seen;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarFolderTest {

    @TempDir
    Path folder;
    private final FakeTime time = new FakeTime();

    private Seen only(JarFolder jars) throws IOException {
        List<Seen> seen = jars.look();
        assertEquals(1, seen.size());
        return seen.getFirst();
    }

    @Test
    void aFileCountsOnceNobodyWritesToItAnyMore() throws Exception {
        JarFolder jars = new JarFolder(folder, time);
        Path jar = Files.writeString(folder.resolve("a.jar"), "first");
        assertFalse(jars.isSettled(only(jars)));
        time.advance(JarFolder.SETTLED);
        assertTrue(jars.isSettled(only(jars)));
        Files.writeString(jar, "more", StandardOpenOption.APPEND);
        assertFalse(jars.isSettled(only(jars)), "it has grown");
        time.advance(JarFolder.SETTLED.minusMillis(1));
        assertFalse(jars.isSettled(only(jars)));
        time.advance(Duration.ofMillis(1));
        assertTrue(jars.isSettled(only(jars)));
    }

    @Test
    void anotherFileOfTheSameSizeIsAnotherOne() throws Exception {
        JarFolder jars = new JarFolder(folder, time);
        Path jar = Files.writeString(folder.resolve("a.jar"), "first");
        Seen before = only(jars);
        Files.writeString(jar, "again");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(before.stamp().modified().toMillis() + 5));
        assertFalse(before.stamp().equals(only(jars).stamp()));
    }

    @Test
    void onlyJarsCount() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "no jar");
        Files.writeString(folder.resolve(".hidden.jar"), "of a program that copies");
        Files.writeString(folder.resolve("a.jar.part"), "not yet one");
        Files.createDirectory(folder.resolve("folder.jar"));
        assertEquals(List.of(), new JarFolder(folder, time).look());
    }

    @Test
    void aFolderThatIsNotThereIsNotAnEmptyOne() {
        JarFolder jars = new JarFolder(folder.resolve("gone"), time);
        assertThrows(IOException.class, jars::look);
    }

    @Test
    void aJarIsCopiedOnlyWhenItIsWhole() throws Exception {
        JarCopy copies = new JarCopy(folder.resolve("copies"));
        Path jar = folder.resolve("acme.jar");
        new AcmeJar("1.0.0").write(jar);
        byte[] all = Files.readAllBytes(jar);
        for (int length : new int[] {0, 1, 100, all.length / 2, all.length - 1}) {
            Files.write(jar, Arrays.copyOf(all, length));
            JarFolder.Stamp stamp = JarFolder.Stamp.of(jar);
            assertThrows(NotWholeException.class, () -> copies.of(jar, stamp), length + " of " + all.length);
        }
        byte[] damaged = all.clone();
        damaged[all.length / 3] ^= 1;
        Files.write(jar, damaged);
        JarFolder.Stamp stamp = JarFolder.Stamp.of(jar);
        assertThrows(NotWholeException.class, () -> copies.of(jar, stamp), "one bit is another");

        Files.write(jar, all);
        Path copy = copies.of(jar, JarFolder.Stamp.of(jar));
        assertEquals(all.length, Files.size(copy));
        assertThrows(NotWholeException.class, () -> copies.of(jar, stamp), "it was another when it was seen");
    }
}
