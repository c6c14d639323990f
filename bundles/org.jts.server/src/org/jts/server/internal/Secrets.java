package org.jts.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads secrets from where references say they are: an environment variable, or a file that nobody else can read. */
final class Secrets {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^{}]+)\\}");
    private static final Pattern SYSTEM = Pattern.compile(".*\\\\(SYSTEM|Administrators)");
    private static final int MAX_BYTES = 4_096;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private Secrets() {
    }

    /**
     * @param what for messages
     * @throws IllegalArgumentException with a sentence for people that never shows what was found
     */
    static String read(String what, String reference, Map<String, String> environment) {
        Matcher form = REFERENCE.matcher(reference);
        if (!form.matches()) {
            throw new IllegalArgumentException(what
                    + ": expected ${env:NAME} or ${file:PATH}, found another text; a secret "
                    + "stands in the environment or in a file, not on the command line");
        }
        String secret = form.group(1).equals("env") ? environment.get(form.group(2))
                : file(what, Path.of(form.group(2)));
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException("%s: expected a secret in the %s %s, found none".formatted(what,
                    form.group(1).equals("env") ? "environment variable" : "file", form.group(2)));
        }
        return secret.strip();
    }

    private static String file(String what, Path file) {
        onlyOurs(what, file);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "%s: expected a file of at most %,d bytes, found %s larger".formatted(
                        what, MAX_BYTES, file));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s: expected a file that can be read, found %s cannot".formatted(what,
                    file), e);
        }
    }

    /** Refuses a file that others on this machine can read or write. */
    static void onlyOurs(String what, Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class) ? isOpen(file)
                    : isListed(file)) {
                throw new IllegalArgumentException("%s: expected a file that nobody else can read, found %s open to "
                        .formatted(what, file) + "others; chmod 600 it, or take their rights away");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("%s: expected a file that can be read, found %s cannot".formatted(what,
                    file), e);
        }
    }

    private static boolean isOpen(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
    }

    /** On Windows: whether anybody but the owner and the system is let in. */
    private static boolean isListed(Path file) throws IOException {
        AclFileAttributeView rights = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (rights == null) {
            return true;
        }
        String owner = rights.getOwner().getName();
        return rights.getAcl().stream().filter(entry -> entry.type() == AclEntryType.ALLOW)
                .map(entry -> entry.principal().getName())
                .anyMatch(name -> !name.equals(owner) && !SYSTEM.matcher(name).matches());
    }
}
