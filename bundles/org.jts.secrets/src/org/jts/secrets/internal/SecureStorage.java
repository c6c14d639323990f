package org.jts.secrets.internal;

import static org.jts.secrets.internal.Words.T;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.spec.PBEKeySpec;

import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;
import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;
import org.jts.api.store.DataFolder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Secrets in Equinox secure storage, a file of the data folder of its own, so that no password is ever asked for: they
 * are locked with a password from the environment, or with a key that lies beside them and that nobody else can read.
 * Thread-safe.
 */
@Component
public final class SecureStorage implements SecretStore {

    /** Environment variable with the password. */
    static final String PASSWORD = "JTS_SECURE_PASSWORD";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|secure):([^{}]+)\\}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,100}");
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    private static final String NODE = "jts";
    private static final int KEY_BYTES = 32;
    private static final int LARGEST = 64 << 10;

    private final Path folder;
    private final UnaryOperator<String> environment;

    @Activate
    public SecureStorage(@Reference DataFolder data) {
        this(data.path().resolve("secure"), System::getenv);
    }

    SecureStorage(Path folder, UnaryOperator<String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    @Override
    public String resolve(String what, String reference) throws SecretException {
        Matcher form = REFERENCE.matcher(reference.strip());
        if (!form.matches()) {
            throw new SecretException(T.format("reference.form", what));
        }
        String name = form.group(2).strip();
        return switch (form.group(1)) {
            case "env" -> Optional.ofNullable(environment.apply(name)).filter(v -> !v.isBlank()).map(String::strip)
                    .orElseThrow(() -> new SecretException(T.format("env.none", what, name)));
            case "file" -> file(what, Path.of(name));
            default -> get(name).orElseThrow(() -> new SecretException(T.format("secure.none", what, name)));
        };
    }

    private static String file(String what, Path file) throws SecretException {
        try {
            if (isOpen(file)) {
                throw new SecretException(T.format("file.open", what, file));
            }
            String secret = Files.size(file) > LARGEST ? "" : Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new SecretException(T.format("file.none", what, file, Files.size(file)));
            }
            return secret;
        } catch (IOException e) {
            throw new SecretException(T.format("file.none", what, file, e.getClass().getSimpleName()), e);
        }
    }

    private static boolean isOpen(Path file) throws IOException {
        return isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public synchronized Optional<String> get(String name) throws SecretException {
        try {
            return Optional.ofNullable(node().get(key(name), null));
        } catch (StorageException e) {
            throw new SecretException(T.format("store.password", folder, e.getMessage()), e);
        }
    }

    @Override
    public synchronized void put(String name, String secret) throws SecretException {
        if (secret.isBlank()) {
            throw new SecretException(T.format("secret.empty", name));
        }
        ISecurePreferences node = node();
        try {
            node.put(key(name), secret, true);
            node.flush();
            lock(folder.resolve("storage"), "rw-------");
        } catch (StorageException | IOException e) {
            throw new SecretException(T.format("store.keep", name, e.toString()), e);
        }
    }

    @Override
    public synchronized boolean remove(String name) throws SecretException {
        ISecurePreferences node = node();
        if (!Arrays.asList(node.keys()).contains(key(name))) {
            return false;
        }
        node.remove(key(name));
        try {
            node.flush();
            return true;
        } catch (IOException e) {
            throw new SecretException(T.format("store.keep", name, e.toString()), e);
        }
    }

    @Override
    public synchronized List<String> names() throws SecretException {
        return Arrays.stream(node().keys()).map(k -> new String(Base64.getUrlDecoder().decode(k),
                StandardCharsets.UTF_8)).sorted().toList();
    }

    /** Names have slashes, which nodes take for their own. */
    private static String key(String name) throws SecretException {
        if (!NAME.matcher(name).matches()) {
            throw new SecretException(T.format("name.form", name));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private ISecurePreferences node() throws SecretException {
        Map<Object, Object> options = new HashMap<>();
        try {
            Files.createDirectories(folder);
            lock(folder, "rwx------");
            options.put(IProviderHints.PROMPT_USER, Boolean.FALSE);
            options.put(IProviderHints.DEFAULT_PASSWORD, new PBEKeySpec(password()));
            return SecurePreferencesFactory.open(folder.resolve("storage").toUri().toURL(), options).node(NODE);
        } catch (IOException e) {
            throw new SecretException(T.format("store.read", folder, e.toString()), e);
        }
    }

    private char[] password() throws IOException {
        String given = environment.apply(PASSWORD);
        if (given != null && !given.isBlank()) {
            return given.toCharArray();
        }
        Path file = folder.resolve("key");
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Path fresh = folder.resolve("key.new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh);
            lock(fresh, "rw-------");
            Files.writeString(fresh, Base64.getEncoder().encodeToString(key));
            Files.move(fresh, file);
        }
        return Files.readString(file).strip().toCharArray();
    }

    private static void lock(Path path, String rights) throws IOException {
        if (isPosix(path) && Files.exists(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
    }
}
