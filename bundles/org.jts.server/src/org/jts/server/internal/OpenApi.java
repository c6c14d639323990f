package org.jts.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jts.wire.proto.desk.DeskProto;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;

/** Describes REST for programs and people, as OpenAPI 3, from the contract and its comments. */
final class OpenApi {

    private static final String CONTRACT = "/jts.protobin";
    private static final Set<String> AS_TEXT = Set.of("google.protobuf.Timestamp", "google.protobuf.Duration");

    /** Comments by file and place in it. */
    private final Map<String, Map<List<Integer>, String>> comments = new HashMap<>();
    private final Map<String, JsonObject> schemas = new TreeMap<>();
    private final List<RestRoutes.Route> routes;

    OpenApi(List<RestRoutes.Route> routes) {
        this.routes = routes;
        try (InputStream in = DeskProto.class.getResourceAsStream(CONTRACT)) {
            for (FileDescriptorProto file : FileDescriptorSet.parseFrom(in).getFileList()) {
                comments.put(file.getName(), file.getSourceCodeInfo().getLocationList().stream()
                        .filter(Location::hasLeadingComments).collect(Collectors.toMap(Location::getPathList,
                                l -> l.getLeadingComments().strip().replaceAll("\\s*\\n\\s*", " "), (a, b) -> a)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected the contract among the resources of the bundle", e);
        }
    }

    String json() {
        JsonObject api = new JsonObject();
        api.addProperty("openapi", "3.0.3");
        JsonObject info = new JsonObject();
        info.addProperty("title", "JTS server");
        info.addProperty("version", "v1");
        info.addProperty("description",
                "The brokers of a JTS server. Every answer is in an envelope: success, data, error, "
                + "metadata, rateLimit. Decimals are texts.");
        api.add("info", info);
        JsonObject paths = new JsonObject();
        routes.forEach(route -> path(paths, route));
        api.add("paths", paths);
        JsonObject components = new JsonObject();
        JsonObject all = new JsonObject();
        schemas.forEach(all::add);
        components.add("schemas", all);
        JsonObject bearer = property("type", "http");
        bearer.addProperty("scheme", "bearer");
        JsonObject security = new JsonObject();
        security.add("token", bearer);
        components.add("securitySchemes", security);
        api.add("components", components);
        JsonArray needed = new JsonArray();
        JsonObject token = new JsonObject();
        token.add("token", new JsonArray());
        needed.add(token);
        api.add("security", needed);
        return api.toString();
    }

    private void path(JsonObject paths, RestRoutes.Route route) {
        JsonObject operations = paths.has(route.path()) ? paths.getAsJsonObject(route.path()) : new JsonObject();
        JsonObject operation = new JsonObject();
        operation.addProperty("operationId", route.call().getName());
        JsonArray tags = new JsonArray();
        tags.add(route.call().getService().getName());
        operation.add("tags", tags);
        operation.addProperty("description", comment(route.call().getFile(), 6, route.call().getService().getIndex(), 2,
                route.call().getIndex()));
        JsonArray parameters = new JsonArray();
        for (FieldDescriptor field : route.call().getInputType().getFields()) {
            boolean inPath = route.template().contains("{" + field.getName() + "}");
            if (inPath || !route.hasBody()) {
                parameters.add(parameter(field, inPath));
            }
        }
        operation.add("parameters", parameters);
        if (route.hasBody()) {
            JsonObject body = content("application/json", reference(route.call().getInputType()));
            operation.add("requestBody", body);
        }
        operation.add("responses", responses(route));
        operations.add(route.verb().toLowerCase(Locale.ROOT), operation);
        paths.add(route.path(), operations);
    }

    private JsonObject parameter(FieldDescriptor field, boolean inPath) {
        JsonObject parameter = property("name", inPath ? field.getName() : field.getJsonName());
        parameter.addProperty("in", inPath ? "path" : "query");
        parameter.addProperty("required", inPath);
        parameter.addProperty("description", comment(field));
        parameter.add("schema", type(field));
        return parameter;
    }

    private JsonObject responses(RestRoutes.Route route) {
        JsonObject data = reference(route.call().getOutputType());
        JsonObject ok;
        if (route.isEndless()) {
            ok = content("text/event-stream", data);
        } else {
            JsonObject envelope = property("type", "object");
            JsonObject properties = new JsonObject();
            properties.add("success", property("type", "boolean"));
            properties.add("data", route.call().isServerStreaming() ? array(data) : data);
            for (String part : List.of("error", "metadata", "rateLimit")) {
                properties.add(part, property("type", "object"));
            }
            envelope.add("properties", properties);
            ok = content("application/json", envelope);
        }
        ok.addProperty("description", route.isEndless() ? "Server-sent events, one message each." : "The answer.");
        JsonObject responses = new JsonObject();
        responses.add("200", ok);
        responses.add("default", property("description", "The envelope without data and with an error: code, message, "
                + "details."));
        return responses;
    }

    private JsonObject type(FieldDescriptor field) {
        JsonObject type = switch (field.getJavaType()) {
            case INT -> property("type", "integer");
            case LONG -> format("string", "int64");
            case BOOLEAN -> property("type", "boolean");
            case FLOAT, DOUBLE -> property("type", "number");
            case STRING -> property("type", "string");
            case BYTE_STRING -> format("string", "byte");
            case ENUM -> values(field.getEnumType());
            case MESSAGE -> field.isMapField() ? property("type", "object") : reference(field.getMessageType());
        };
        return field.isRepeated() && !field.isMapField() ? array(type) : type;
    }

    private static JsonObject values(EnumDescriptor type) {
        JsonObject schema = property("type", "string");
        JsonArray values = new JsonArray();
        type.getValues().stream().map(EnumValueDescriptor::getName).forEach(values::add);
        schema.add("enum", values);
        return schema;
    }

    /** A schema by its name, described beside when it is met first. */
    private JsonObject reference(Descriptor message) {
        if (AS_TEXT.contains(message.getFullName())) {
            return message.getName().equals("Timestamp") ? format("string", "date-time") : property("type", "string");
        }
        if (!schemas.containsKey(message.getFullName())) {
            JsonObject schema = property("type", "object");
            schemas.put(message.getFullName(), schema);
            schema.addProperty("description", comment(message.getFile(), 4, message.getIndex()));
            JsonObject properties = new JsonObject();
            for (FieldDescriptor field : message.getFields()) {
                JsonObject type = type(field);
                if (!type.has("$ref")) {
                    type.addProperty("description", comment(field));
                }
                properties.add(field.getJsonName(), type);
            }
            schema.add("properties", properties);
        }
        return property("$ref", "#/components/schemas/" + message.getFullName());
    }

    private String comment(FieldDescriptor field) {
        return comment(field.getFile(), 4, field.getContainingType().getIndex(), 2, field.getIndex());
    }

    private String comment(FileDescriptor file, Integer... path) {
        return comments.getOrDefault(file.getFullName(), Map.of()).getOrDefault(List.of(path), "");
    }

    private static JsonObject content(String type, JsonObject schema) {
        JsonObject media = new JsonObject();
        media.add("schema", schema);
        JsonObject content = new JsonObject();
        content.add(type, media);
        JsonObject holder = new JsonObject();
        holder.add("content", content);
        return holder;
    }

    private static JsonObject array(JsonObject items) {
        JsonObject array = property("type", "array");
        array.add("items", items);
        return array;
    }

    private static JsonObject format(String type, String format) {
        JsonObject schema = property("type", type);
        schema.addProperty("format", format);
        return schema;
    }

    private static JsonObject property(String name, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }
}
