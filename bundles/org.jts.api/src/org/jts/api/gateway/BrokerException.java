package org.jts.api.gateway;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A read, or the connection to a broker, failed. Its message is fit for a trader: what was expected, what was found,
 * what to do; never a secret.
 *
 * @since 1.0
 */
public class BrokerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCategory category;
    private final String brokerCode;
    private final boolean retryable;
    /** Null for none: an Optional is not serialisable. */
    private final Duration retryAfter;

    public BrokerException(ErrorCategory category, String message) {
        this(category, message, "", retryableByNature(category), Optional.empty(), null);
    }

    public BrokerException(ErrorCategory category, String message, Throwable cause) {
        this(category, message, "", retryableByNature(category), Optional.empty(), cause);
    }

    /**
     * @param category   who can mend it
     * @param message    for people
     * @param brokerCode the broker's own code, empty when it has none
     * @param retryable  whether the same request may succeed later
     * @param retryAfter how long to wait at least, where the broker said so
     * @param cause      may be null
     */
    public BrokerException(ErrorCategory category, String message, String brokerCode, boolean retryable,
            Optional<Duration> retryAfter, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.category = Objects.requireNonNull(category, "category");
        this.brokerCode = Objects.requireNonNull(brokerCode, "broker code");
        this.retryable = retryable;
        this.retryAfter = retryAfter.orElse(null);
    }

    public ErrorCategory category() {
        return category;
    }

    /** The broker's own code, or an empty text. */
    public String brokerCode() {
        return brokerCode;
    }

    public boolean isRetryable() {
        return retryable;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    private static boolean retryableByNature(ErrorCategory category) {
        return switch (category) {
            case NETWORK, RATE_LIMIT, TIMEOUT, SYSTEM -> true;
            case AUTHENTICATION, VALIDATION, DATA, UNSUPPORTED -> false;
        };
    }
}
