package org.jts.checks;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What of a wire contract a later one no longer keeps. Additions break nobody. */
final class ProtoChanges {

    /** Number of {@code google.api.http} among the options of calls. */
    private static final int HTTP = 72295728;
    private final List<Finding> findings = new ArrayList<>();
    private final String where;

    private ProtoChanges(String where) {
        this.where = where;
    }

    static List<Finding> breaking(FileDescriptorSet before, FileDescriptorSet after) {
        Map<String, FileDescriptorProto> files = byName(after.getFileList(), FileDescriptorProto::getName);
        List<Finding> findings = new ArrayList<>();
        for (FileDescriptorProto old : before.getFileList()) {
            ProtoChanges changes = new ProtoChanges("proto/" + old.getName());
            FileDescriptorProto now = files.get(old.getName());
            if (now == null || !now.getPackage().equals(old.getPackage())) {
                changes.broken("the file with the package " + old.getPackage(),
                    now == null ? "none" : now.getPackage());
            } else {
                changes.compare(old, now);
            }
            findings.addAll(changes.findings);
        }
        return findings;
    }

    private void compare(FileDescriptorProto old, FileDescriptorProto now) {
        Map<String, DescriptorProto> messages = byName(now.getMessageTypeList(), DescriptorProto::getName);
        old.getMessageTypeList().forEach(message -> message(message, messages.get(message.getName())));
        Map<String, EnumDescriptorProto> enums = byName(now.getEnumTypeList(), EnumDescriptorProto::getName);
        old.getEnumTypeList().forEach(type -> values(type, enums.get(type.getName())));
        Map<String, ServiceDescriptorProto> services = byName(now.getServiceList(), ServiceDescriptorProto::getName);
        old.getServiceList().forEach(service -> calls(service, services.get(service.getName())));
    }

    private void message(DescriptorProto old, DescriptorProto now) {
        if (now == null) {
            broken("the message " + old.getName(), "none");
            return;
        }
        Map<Integer, FieldDescriptorProto> fields = byName(now.getFieldList(), FieldDescriptorProto::getNumber);
        for (FieldDescriptorProto field : old.getFieldList()) {
            FieldDescriptorProto kept = fields.get(field.getNumber());
            String expected = old.getName() + ": " + described(field);
            if (kept == null) {
                boolean reserved = now.getReservedRangeList().stream()
                    .anyMatch(r -> r.getStart() <= field.getNumber() && field.getNumber() < r.getEnd());
                if (!reserved) {
                    broken(expected + ", or its number reserved", "none");
                }
            } else if (!described(kept).equals(described(field))) {
                broken(expected, described(kept));
            }
        }
        Map<String, DescriptorProto> nested = byName(now.getNestedTypeList(), DescriptorProto::getName);
        old.getNestedTypeList().forEach(inner -> message(inner, nested.get(inner.getName())));
    }

    private void values(EnumDescriptorProto old, EnumDescriptorProto now) {
        Map<Integer, EnumValueDescriptorProto> values = now == null ? Map.of()
            : byName(now.getValueList(), EnumValueDescriptorProto::getNumber);
        for (EnumValueDescriptorProto value : old.getValueList()) {
            EnumValueDescriptorProto kept = values.get(value.getNumber());
            if (kept == null || !kept.getName().equals(value.getName())) {
                broken(old.getName() + ": " + value.getName() + " = " + value.getNumber(),
                    kept == null ? "none" : kept.getName());
            }
        }
    }

    private void calls(ServiceDescriptorProto old, ServiceDescriptorProto now) {
        Map<String, MethodDescriptorProto> calls = now == null ? Map.of()
            : byName(now.getMethodList(), MethodDescriptorProto::getName);
        for (MethodDescriptorProto call : old.getMethodList()) {
            MethodDescriptorProto kept = calls.get(call.getName());
            if (kept == null || !described(kept).equals(described(call))) {
                broken(old.getName() + ": " + described(call), kept == null ? "none" : described(kept));
            } else if (!path(call).isEmpty() && !path(call).equals(path(kept))) {
                broken(old.getName() + ": the path of " + call.getName() + " in REST", "another");
            }
        }
    }

    private static String described(FieldDescriptorProto field) {
        String type = field.hasTypeName() ? field.getTypeName() : field.getType().name().substring(5).toLowerCase();
        String label = field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED ? "repeated " : "";
        String inOneof = field.hasOneofIndex() && !field.getProto3Optional() ? "oneof " : "";
        return inOneof + label + type + " " + field.getName() + " = " + field.getNumber();
    }

    private static String described(MethodDescriptorProto call) {
        return "%s(%s%s) returns (%s%s)".formatted(call.getName(), call.getClientStreaming() ? "stream " : "",
            call.getInputType(), call.getServerStreaming() ? "stream " : "", call.getOutputType());
    }

    /** The annotation {@code google.api.http}, as bytes. */
    private static List<ByteString> path(MethodDescriptorProto call) {
        return call.getOptions().getUnknownFields().getField(HTTP).getLengthDelimitedList();
    }

    private void broken(String expected, String found) {
        findings.add(new Finding(where, "expected " + expected + " as recorded, found " + found));
    }

    private static <K, T> Map<K, T> byName(List<T> all, Function<T, K> name) {
        Map<K, T> map = new LinkedHashMap<>();
        all.forEach(one -> map.put(name.apply(one), one));
        return map;
    }
}
