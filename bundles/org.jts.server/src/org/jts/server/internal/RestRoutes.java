package org.jts.server.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;

/** Which path is which call, as the contract says in its annotations, and what a request to it says. */
final class RestRoutes {

    /**
     * @param verb     GET, POST, PUT or DELETE
     * @param template the parts of the path, those in braces being fields of the request
     * @param hasBody  whether the rest of the request is in the body; else it is in the query
     */
    record Route(String verb, List<String> template, boolean hasBody, MethodDescriptor call,
            ServerMethodDefinition<Message, Message> method) {

        /** Whether it goes on until somebody ends it. */
        boolean isEndless() {
            return call.isServerStreaming() && call.getName().startsWith("Stream");
        }

        String path() {
            return "/" + String.join("/", template);
        }

        /** @return what the path says of the request; empty when the path is another */
        private Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != template.size()) {
                return Optional.empty();
            }
            Map<String, String> said = new LinkedHashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String part = template.get(i);
                if (isField(part)) {
                    said.put(part.substring(1, part.length() - 1), path.get(i));
                } else if (!part.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(said);
        }

        /**
         * @param path  what the path said
         * @param query what the query says
         * @param body  JSON, empty for none
         * @throws IllegalArgumentException with a sentence for people
         */
        Message request(Map<String, String> path, Map<String, List<String>> query, String body) {
            try {
                JsonElement said = body.isBlank() ? new JsonObject() : JsonParser.parseString(body);
                if (!said.isJsonObject()) {
                    throw new IllegalArgumentException("body: expected a JSON object, found " + said.getClass()
                            .getSimpleName());
                }
                JsonObject json = said.getAsJsonObject();
                query.forEach((name, values) -> put(json, call.getInputType(), name, values));
                path.forEach((name, value) -> put(json, call.getInputType(), name, List.of(value)));
                PrototypeMarshaller<?> marshaller = (PrototypeMarshaller<?>) method.getMethodDescriptor()
                        .getRequestMarshaller();
                Message.Builder request = ((Message) marshaller.getMessagePrototype()).newBuilderForType();
                JsonFormat.parser().merge(json.toString(), request);
                return request.build();
            } catch (InvalidProtocolBufferException | JsonSyntaxException e) {
                throw new IllegalArgumentException("request: expected the fields of %s as JSON, found another: %s"
                        .formatted(call.getInputType().getName(), e.getMessage()), e);
            }
        }

        private static void put(JsonObject json, Descriptor type, String name, List<String> values) {
            int dot = name.indexOf('.');
            FieldDescriptor field = field(type, dot < 0 ? name : name.substring(0, dot));
            if (dot >= 0 && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                JsonObject inner = json.has(field.getJsonName()) ? json.getAsJsonObject(field.getJsonName())
                        : new JsonObject();
                put(inner, field.getMessageType(), name.substring(dot + 1), values);
                json.add(field.getJsonName(), inner);
            } else if (field.isRepeated()) {
                JsonArray all = new JsonArray();
                values.stream().flatMap(v -> Arrays.stream(v.split(","))).forEach(all::add);
                json.add(field.getJsonName(), all);
            } else {
                json.addProperty(field.getJsonName(), values.getLast());
            }
        }

        private static FieldDescriptor field(Descriptor type, String name) {
            return type.getFields().stream().filter(f -> f.getName().equals(name) || f.getJsonName().equals(name))
                    .findFirst().orElseThrow(() ->
                    new IllegalArgumentException("query: expected one of %s, found \"%s\""
                            .formatted(type.getFields().stream().map(FieldDescriptor::getJsonName).toList(), name)));
        }
    }

    /** A route, and what the path said. */
    record Found(Route route, Map<String, String> path) {
    }

    private final List<Route> all = new ArrayList<>();

    RestRoutes(List<ServerServiceDefinition> services) {
        for (ServerServiceDefinition service : services) {
            for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
                // A stream of requests cannot be one over HTTP.
                if (method.getMethodDescriptor().getType().clientSendsOneMessage() && method.getMethodDescriptor()
                        .getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto) {
                    @SuppressWarnings("unchecked") // that is what a method with such a descriptor takes and gives
                    var typed = (ServerMethodDefinition<Message, Message>) method;
                    add(proto.getMethodDescriptor(), typed);
                }
            }
        }
    }

    private void add(MethodDescriptor call, ServerMethodDefinition<Message, Message> method) {
        HttpRule rule = call.getOptions().getExtension(AnnotationsProto.http);
        String path = switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case POST -> rule.getPost();
            case PUT -> rule.getPut();
            case DELETE -> rule.getDelete();
            default -> throw new IllegalStateException("expected a path for REST at " + call.getFullName()
                    + ", found none; annotate it with google.api.http");
        };
        all.add(new Route(rule.getPatternCase().name(), parts(path), !rule.getBody().isEmpty(), call, method));
    }

    List<Route> all() {
        return all;
    }

    /** @return what the verb and path mean; empty for nothing */
    Optional<Found> find(String verb, String path) {
        List<String> parts = parts(path);
        return all.stream().filter(route -> route.verb().equals(verb)).flatMap(route -> route.match(parts)
                .map(said -> new Found(route, said)).stream()).findFirst();
    }

    /** The verbs that a path takes. */
    List<String> verbs(String path) {
        List<String> parts = parts(path);
        return all.stream().filter(route -> route.match(parts).isPresent()).map(Route::verb).sorted().toList();
    }

    static boolean isField(String part) {
        return part.startsWith("{") && part.endsWith("}");
    }

    private static List<String> parts(String path) {
        return List.of(path.substring(1).split("/"));
    }
}
