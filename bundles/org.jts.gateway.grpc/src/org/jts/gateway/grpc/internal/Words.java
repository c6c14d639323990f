package org.jts.gateway.grpc.internal;

import org.jts.api.text.Texts;

/** What the gateway to a JTS server says to the trader, in the trader's language. */
final class Words {

    static final Texts T = Texts.of(Words.class);

    private Words() {
    }
}
