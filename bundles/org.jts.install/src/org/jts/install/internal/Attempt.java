package org.jts.install.internal;

import java.util.List;
import java.util.Optional;

import org.jts.api.install.Signer;
import org.jts.install.internal.run.Trial;

/**
 * A change that was tried: the bundles of it are installed beside what runs.
 *
 * @param old    what runs now
 * @param next   what would run
 * @param signer who vouches for what was fetched; empty when nothing was
 * @param trial  the bundles
 * @param choice what is written down when it is made
 */
record Attempt(Optional<Release> old, Optional<Release> next, Optional<Signer> signer, Trial trial, Choices choice) {

    List<String> problems() {
        return trial.problems();
    }
}
