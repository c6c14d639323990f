package org.jts.install.internal;

import java.util.List;

import org.jts.api.install.Brings;
import org.jts.api.install.Plugin.Origin;

/** One version of a plug-in, with the bundles it is made of. */
record Release(String id, String version, String name, String description, String provider, Origin origin,
        Brings brings, List<Piece> pieces) {
    Release {
        pieces = List.copyOf(pieces);
    }

    boolean has(Piece piece) {
        return pieces.stream().anyMatch(piece::isSame);
    }
}
