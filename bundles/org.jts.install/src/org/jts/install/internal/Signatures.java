package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.jts.api.install.InstallException;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.jts.install.internal.run.Pace;

/** Who vouches for jars. A jar that is not as it was signed is refused, whatever anybody says to it. */
final class Signatures {

    private static final Signer NOBODY = new Signer(Trust.UNSIGNED, "", "");

    private final Set<String> trusted;
    private final Pace pace;

    /** @param trusted fingerprints that the trader said yes to */
    Signatures(Set<String> trusted, Pace pace) {
        this.trusted = trusted;
        this.pace = pace;
    }

    /** @return who signed every one of them; nobody when one is not signed, or by somebody else */
    Signer of(Collection<Path> jars) throws InstallException {
        Signer common = null;
        for (Path jar : jars) {
            Signer signer = of(jar);
            if (signer.trust() == Trust.UNSIGNED || common != null && !common.equals(signer)) {
                return NOBODY;
            }
            common = signer;
        }
        return common == null ? NOBODY : common;
    }

    private Signer of(Path jar) throws InstallException {
        CodeSigner signer = null;
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || isSignatureFile(entry.getName())) {
                    continue;
                }
                pace.breathe();
                try (InputStream in = file.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                CodeSigner[] signers = entry.getCodeSigners();
                if (signers == null || signer != null && !List.of(signers).contains(signer)) {
                    return NOBODY;
                }
                signer = signer == null ? signers[0] : signer;
            }
        } catch (SecurityException e) {
            throw new InstallException(T.format("sign.broken", jar.getFileName(), e.getMessage()), e);
        } catch (IOException e) {
            throw new InstallException(T.format("jar.unreadable", jar.getFileName(), e.getMessage()), e);
        }
        return signer == null ? NOBODY : signer(signer);
    }

    private Signer signer(CodeSigner signer) throws InstallException {
        CertPath path = signer.getSignerCertPath();
        X509Certificate certificate = (X509Certificate) path.getCertificates().get(0);
        try {
            String fingerprint = HexFormat.ofDelimiter(":").withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            boolean isTrusted = trusted.contains(fingerprint) || isVouchedFor(path);
            return new Signer(isTrusted ? Trust.TRUSTED : Trust.UNKNOWN,
                    certificate.getSubjectX500Principal().getName(), fingerprint);
        } catch (GeneralSecurityException e) {
            throw new InstallException(T.format("sign.broken", certificate.getSubjectX500Principal(), e.getMessage()),
                    e);
        }
    }

    /** By an authority that this Java trusts, for the signing of code. */
    private static boolean isVouchedFor(CertPath path) {
        try {
            Path store = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
            KeyStore authorities = KeyStore.getInstance(store.toFile(), (char[]) null);
            PKIXParameters parameters = new PKIXParameters(authorities);
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            List<String> uses = ((X509Certificate) path.getCertificates().get(0)).getExtendedKeyUsage();
            return uses != null && uses.contains("1.3.6.1.5.5.7.3.3");
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    private static boolean isSignatureFile(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/") && (upper.equals("META-INF/MANIFEST.MF") || upper.endsWith(".SF")
                || upper.endsWith(".RSA") || upper.endsWith(".DSA") || upper.endsWith(".EC"));
    }
}
