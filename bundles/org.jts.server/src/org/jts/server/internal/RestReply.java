package org.jts.server.internal;

import java.time.Instant;
import java.util.Optional;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;

import io.grpc.Status;

/** Answers as JSON, all of the same shape. */
final class RestReply {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().alwaysPrintFieldsWithNoPresence()
            .omittingInsignificantWhitespace();
    private static final String VERSION = "v1";

    private RestReply() {
    }

    static String json(MessageOrBuilder message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("expected every message to have a JSON form", e);
        }
    }

    /** @param data JSON */
    static String success(String data, String request, Instant now, Gatekeeper.Left left) {
        JsonObject rest = frame(true, request, now, left);
        rest.add("error", JsonNull.INSTANCE);
        rest.add("data", JsonParser.parseString(data));
        return rest.toString();
    }

    static String failure(Status status, String details, String request, Instant now, Gatekeeper.Left left) {
        JsonObject rest = frame(false, request, now, left);
        rest.add("error", error(status, details));
        rest.add("data", JsonNull.INSTANCE);
        return rest.toString();
    }

    static JsonObject error(Status status, String details) {
        JsonObject error = new JsonObject();
        error.addProperty("code", status.getCode().name());
        error.addProperty("message", Optional.ofNullable(status.getDescription()).orElse(status.getCode().name()));
        error.addProperty("details", details);
        return error;
    }

    private static JsonObject frame(boolean success, String request, Instant now, Gatekeeper.Left left) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("timestamp", now.toString());
        metadata.addProperty("requestId", request);
        metadata.addProperty("version", VERSION);
        JsonObject limit = new JsonObject();
        limit.addProperty("limit", left.limit());
        limit.addProperty("remaining", left.calls());
        limit.addProperty("reset", 1);
        JsonObject frame = new JsonObject();
        frame.addProperty("success", success);
        frame.add("metadata", metadata);
        frame.add("rateLimit", limit);
        return frame;
    }

    static int httpStatus(Status status) {
        return switch (status.getCode()) {
            case OK -> 200;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED, FAILED_PRECONDITION -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> 499;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            default -> 500;
        };
    }
}
