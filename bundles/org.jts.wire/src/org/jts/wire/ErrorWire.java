package org.jts.wire;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * A failed call. The status is what any client understands; the trailers beside it say what the workstation wants to
 * know.
 *
 * @since 1.0
 */
public final class ErrorWire {

    /**
     * In the trailers of a refused order call: nothing of it was passed on to the broker. A status alone is no proof,
     * for whatever stands between client and server makes statuses of its own.
     */
    public static final Metadata.Key<String> NOT_SENT = key("jts-not-sent");
    static final Metadata.Key<String> CATEGORY = key("jts-error-category");
    static final Metadata.Key<String> BROKER_CODE = key("jts-broker-code");
    static final Metadata.Key<String> RETRYABLE = key("jts-retryable");
    static final Metadata.Key<String> RETRY_AFTER = key("jts-retry-after-ms");

    private ErrorWire() {
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    public static StatusRuntimeException status(BrokerException failure) {
        Metadata trailers = new Metadata();
        trailers.put(CATEGORY, failure.category().name());
        String code = printable(failure.brokerCode());
        if (!code.isEmpty()) {
            trailers.put(BROKER_CODE, code);
        }
        trailers.put(RETRYABLE, Boolean.toString(failure.isRetryable()));
        failure.retryAfter().ifPresent(wait -> trailers.put(RETRY_AFTER, Long.toString(wait.toMillis())));
        return code(failure.category()).withDescription(failure.getMessage()).asRuntimeException(trailers);
    }

    private static Status code(ErrorCategory category) {
        return switch (category) {
            case NETWORK -> Status.UNAVAILABLE;
            case AUTHENTICATION -> Status.FAILED_PRECONDITION; // the broker's keys, not the caller's token
            case RATE_LIMIT -> Status.RESOURCE_EXHAUSTED;
            case VALIDATION -> Status.INVALID_ARGUMENT;
            case TIMEOUT -> Status.DEADLINE_EXCEEDED;
            case DATA -> Status.DATA_LOSS;
            case UNSUPPORTED -> Status.UNIMPLEMENTED;
            case SYSTEM -> Status.INTERNAL;
        };
    }

    /**
     * What a failed call means here.
     *
     * @param what what was asked for, for the message
     */
    public static BrokerException failure(String what, StatusRuntimeException failed) {
        Metadata trailers = failed.getTrailers() == null ? new Metadata() : failed.getTrailers();
        Status status = failed.getStatus();
        String text = Optional.ofNullable(status.getDescription()).filter(d -> !d.isBlank())
                .orElse("the server answered " + status.getCode());
        ErrorCategory category = category(trailers.get(CATEGORY)).orElseGet(() -> category(status.getCode()));
        String retryable = trailers.get(RETRYABLE);
        if (retryable == null) {
            return new BrokerException(category, "%s: %s (%s)".formatted(what, text, status.getCode()), failed);
        }
        return new BrokerException(category, text, Optional.ofNullable(trailers.get(BROKER_CODE)).orElse(""),
                Boolean.parseBoolean(retryable), millis(trailers.get(RETRY_AFTER)), failed);
    }

    private static Optional<ErrorCategory> category(String name) {
        return Arrays.stream(ErrorCategory.values()).filter(c -> c.name().equals(name)).findFirst();
    }

    private static ErrorCategory category(Status.Code code) {
        return switch (code) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> ErrorCategory.AUTHENTICATION;
            case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, OUT_OF_RANGE, FAILED_PRECONDITION ->
                ErrorCategory.VALIDATION;
            case RESOURCE_EXHAUSTED -> ErrorCategory.RATE_LIMIT;
            case DEADLINE_EXCEEDED -> ErrorCategory.TIMEOUT;
            case UNAVAILABLE, CANCELLED, ABORTED -> ErrorCategory.NETWORK;
            case UNIMPLEMENTED -> ErrorCategory.UNSUPPORTED;
            case DATA_LOSS -> ErrorCategory.DATA;
            case OK, UNKNOWN, INTERNAL -> ErrorCategory.SYSTEM;
        };
    }

    private static Optional<Duration> millis(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Duration.ofMillis(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Headers take ASCII alone. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?").strip();
    }
}
