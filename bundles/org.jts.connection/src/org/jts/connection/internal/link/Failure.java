package org.jts.connection.internal.link;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.connection.Cause;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

/**
 * Why an attempt failed or a connection was lost.
 *
 * @param cause      who can act
 * @param detail     for people
 * @param retryAfter how long the broker wants to be left alone, when it said so
 */
public record Failure(Cause cause, String detail, Optional<Duration> retryAfter) {

    public Failure {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(retryAfter, "retry after");
    }

    public Failure(Cause cause, String detail) {
        this(cause, detail, Optional.empty());
    }

    /** Whatever came out of a gateway, as a reason. */
    public static Failure of(Throwable thrown) {
        if (thrown instanceof BrokerException e) {
            return new Failure(cause(e.category()), said(e), e.retryAfter());
        }
        return new Failure(Cause.GATEWAY_FAULT, fault(thrown));
    }

    /** What to say of a gateway that threw what it must not. */
    public static String fault(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        String hint = thrown instanceof LinkageError
                ? T.get("fault.linkage")
                : T.get("fault.report");
        return T.format("fault", thrown.getClass().getSimpleName(), message, hint);
    }

    private static String said(BrokerException e) {
        String message = e.getMessage().isBlank() ? T.get("reason.none") : e.getMessage();
        return e.brokerCode().isEmpty() ? message : T.format("reason.code", message, e.brokerCode());
    }

    private static Cause cause(ErrorCategory category) {
        return switch (category) {
            case NETWORK -> Cause.NETWORK;
            case AUTHENTICATION -> Cause.AUTHENTICATION;
            case VALIDATION, UNSUPPORTED -> Cause.CONFIGURATION;
            case TIMEOUT -> Cause.NO_ANSWER;
            case RATE_LIMIT, DATA, SYSTEM -> Cause.BROKER;
        };
    }
}
