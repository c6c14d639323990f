package org.jts.server.internal;

import java.net.InetAddress;

import io.grpc.Context;

/**
 * Who makes a call that changes this server, or has its desk do something.
 *
 * @param token   which token was shown, in words that tell it from others and nothing of it; of a server without tokens
 *                that there is none
 * @param address from where
 */
record Caller(String token, InetAddress address) {

    /** Of the call that is being begun on this thread; there where it is more than a look, or there are tokens. */
    static final Context.Key<Caller> CURRENT = Context.key("jts-caller");

    @Override
    public String toString() {
        return token + " from " + address.getHostAddress();
    }
}
