package org.jts.simulator.kis.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-CBC with PKCS#7 padding, base64 around it: key and iv are the characters of the acknowledgement as bytes.
 *
 * @param key 32 characters
 * @param iv  16 characters
 */
record Cipher256(String key, String iv) {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int KEY_LENGTH = 32;
    private static final int IV_LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Cipher256 fresh() {
        return new Cipher256(letters(KEY_LENGTH), letters(IV_LENGTH));
    }

    private static String letters(int length) {
        return RANDOM.ints(length, 0, LETTERS.length()).mapToObj(i -> LETTERS.substring(i, i + 1))
                .reduce("", String::concat);
    }

    String encrypt(String text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "AES"),
                    new IvParameterSpec(iv.getBytes(StandardCharsets.US_ASCII)));
            return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected every Java to have AES-256-CBC", e);
        }
    }
}
