package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;

/** What the installer says of a change. */
final class Report {

    private Report() {
    }

    static String done(Attempt attempt) {
        if (attempt.next().isEmpty()) {
            Release old = attempt.old().orElseThrow();
            return T.format("done.removed", old.name(), old.version());
        }
        Release next = attempt.next().get();
        return attempt.old().isEmpty() ? T.format("done.installed", next.name(), next.version())
                : T.format("done.replaced", next.name(), attempt.old().get().version(), next.version());
    }

    /** What has to be said yes to. */
    static String trust(Signer signer) {
        return signer.trust() == Trust.UNSIGNED ? T.get("sign.none")
                : T.format("sign.unknown", signer.name(), signer.fingerprint());
    }
}
