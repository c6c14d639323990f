package org.jts.testkit;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;

/** Secrets in the clear, in a file that outlives a process; references go to what a test says is the environment. */
public final class FakeSecretStore implements SecretStore {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|secure):([^{}]+)}");

    private final Map<String, String> environment;
    private final Path file;

    public FakeSecretStore(Map<String, String> environment, Path file) {
        this.environment = Map.copyOf(environment);
        this.file = file;
    }

    @Override
    public String resolve(String what, String reference) throws SecretException {
        Matcher form = REFERENCE.matcher(reference);
        if (!form.matches()) {
            throw new SecretException(what + ": expected a reference such as ${env:NAME}");
        }
        Optional<String> found = form.group(1).equals("env") ? Optional.ofNullable(environment.get(form.group(2)))
                : get(form.group(2));
        return found.orElseThrow(() -> new SecretException(what + ": expected " + form.group(2) + " to be set"));
    }

    private synchronized Properties read() throws SecretException {
        Properties all = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                all.load(in);
            } catch (IOException e) {
                throw new SecretException("expected secrets in " + file, e);
            }
        }
        return all;
    }

    private synchronized void write(Properties all) throws SecretException {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (Writer out = Files.newBufferedWriter(fresh)) {
                all.store(out, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SecretException("expected to keep secrets in " + file, e);
        }
    }

    @Override
    public synchronized Optional<String> get(String name) throws SecretException {
        return Optional.ofNullable(read().getProperty(name));
    }

    @Override
    public synchronized void put(String name, String secret) throws SecretException {
        Properties all = read();
        all.setProperty(name, secret);
        write(all);
    }

    @Override
    public synchronized boolean remove(String name) throws SecretException {
        Properties all = read();
        boolean there = all.remove(name) != null;
        write(all);
        return there;
    }

    @Override
    public List<String> names() throws SecretException {
        return read().stringPropertyNames().stream().sorted().toList();
    }
}
