package org.jts.gateway.kis.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jts.api.store.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens on disk, readable only with the app secret they were issued for: AES-256-GCM under a key derived from it. A
 * file that cannot be read is as good as none.
 */
final class TokenFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFiles.class);
    private static final int IV_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final DataFolder folder;
    private final SecureRandom random = new SecureRandom();

    TokenFiles(DataFolder folder) {
        this.folder = folder;
    }

    Optional<TokenDesk.Token> read(String key, Secret owner) {
        try {
            byte[] sealed = Files.readAllBytes(file(key));
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, owner, Arrays.copyOf(sealed, IV_LENGTH));
            String text = new String(cipher.doFinal(sealed, IV_LENGTH, sealed.length - IV_LENGTH),
                    StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return Optional.of(new TokenDesk.Token(new Secret(text.substring(space + 1)), Instant.parse(
                    text.substring(0, space))));
        } catch (IOException | GeneralSecurityException | DateTimeException | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            LOG.debug("KIS: no token kept from before ({})", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    void write(String key, Secret owner, TokenDesk.Token token) {
        byte[] iv = new byte[IV_LENGTH];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, owner, iv).doFinal((token.expires() + " "
                    + token.value().reveal()).getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(iv, IV_LENGTH + sealed.length);
            System.arraycopy(sealed, 0, all, IV_LENGTH, sealed.length);
            Path file = file(key);
            Files.createDirectories(file.getParent());
            Path fresh = Files.write(file.resolveSibling(file.getFileName() + ".new"), all);
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("KIS: expected to keep the token for the next start, could not ({}); it will be asked for anew",
                    e.toString());
        }
    }

    void delete(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            LOG.warn("KIS: expected to delete a token that the broker refuses, could not ({})", e.toString());
        }
    }

    private Path file(String key) {
        return folder.path().resolve("brokers").resolve("kis-" + key + ".token");
    }

    private static Cipher cipher(int mode, Secret owner, byte[] iv) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(owner.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] derived = mac.doFinal("org.jts.gateway.kis token".getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG_BITS, iv));
        return cipher;
    }
}
