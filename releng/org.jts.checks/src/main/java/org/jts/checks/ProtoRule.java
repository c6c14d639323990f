package org.jts.checks;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The wire contract in proto/ is named the same way throughout, says what its services and calls mean, and keeps what
 * was recorded of it: a client of yesterday understands a server of today.
 */
public final class ProtoRule implements Rule {
    static final String MODULE = "bundles/org.jts.wire.proto";
    private static final String NOW = MODULE + "/target/classes/jts.protobin";
    private static final String RECORDED = "releng/baseline/jts.protobin";
    private static final Pattern UPPER_CAMEL = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Pattern LOWER_SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final int SERVICE = FileDescriptorProto.SERVICE_FIELD_NUMBER;
    private static final int METHOD = ServiceDescriptorProto.METHOD_FIELD_NUMBER;
    private static final int MESSAGE = FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER;
    private static final int ENUM = FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER;
    private static final int FIELD = DescriptorProto.FIELD_FIELD_NUMBER;

    @Override
    public List<Finding> check(Checkout checkout) {
        Path now = checkout.root().resolve(NOW);
        Path recorded = checkout.root().resolve(RECORDED);
        if (!Files.exists(now)) {
            return List.of(new Finding(NOW,
                    "expected the description of the wire contract, found none; build org.jts.wire.proto"));
        }
        if (!Files.exists(recorded)) {
            return List.of(new Finding(RECORDED,
                    "expected the recorded wire contract, found none; record it: ./jts baseline"));
        }
        List<Finding> findings = new ArrayList<>();
        FileDescriptorSet contract = read(now);
        contract.getFileList().forEach(file -> lint(file, findings));
        findings.addAll(ProtoChanges.breaking(read(recorded), contract));
        return findings;
    }

    /** Keeps the contract as it is now, without comments. */
    static void record(Checkout checkout) throws IOException {
        FileDescriptorSet.Builder kept = FileDescriptorSet.newBuilder();
        read(checkout.root().resolve(NOW)).getFileList().stream()
            .map(file -> file.toBuilder().clearSourceCodeInfo().build())
            .sorted((a, b) -> a.getName().compareTo(b.getName())).forEach(kept::addFile);
        Files.write(checkout.root().resolve(RECORDED), kept.build().toByteArray());
        System.out.println(RECORDED + ": " + kept.getFileCount() + " files");
    }

    private static FileDescriptorSet read(Path file) {
        try {
            FileDescriptorSet.Builder ours = FileDescriptorSet.newBuilder();
            FileDescriptorSet.parseFrom(Files.readAllBytes(file)).getFileList().stream()
                .filter(f -> !f.getName().startsWith("google/")).forEach(ours::addFile);
            return ours.build();
        } catch (IOException e) {
            throw new UncheckedIOException("expected a file descriptor set, found " + file + " cannot be read as one",
                    e);
        }
    }

    static void lint(FileDescriptorProto file, List<Finding> findings) {
        String where = "proto/" + file.getName();
        expect(findings, where, file.getSyntax().equals("proto3"), "syntax proto3", file.getSyntax());
        expect(findings, where, file.getPackage().startsWith("jts."), "a package jts.*", file.getPackage());
        file.getMessageTypeList().forEach(message -> lint(where, message, findings));
        file.getEnumTypeList().forEach(type -> lint(where, type, findings));
        Set<List<Integer>> explained = explained(file);
        lintComments(where, file, explained, findings);
        for (int s = 0; s < file.getServiceCount(); s++) {
            ServiceDescriptorProto service = file.getService(s);
            expect(findings, where, explained.contains(List.of(SERVICE, s)), "a comment on the service "
                + service.getName(), "none");
            expect(findings, where, service.getName().endsWith("Service"), "a service named ...Service",
                service.getName());
            for (int m = 0; m < service.getMethodCount(); m++) {
                MethodDescriptorProto method = service.getMethod(m);
                String name = method.getName();
                expect(findings, where, UPPER_CAMEL.matcher(name).matches(), "a call named UpperCamel", name);
                expect(findings, where, explained.contains(List.of(SERVICE, s, METHOD, m)),
                    "a comment on the call " + name, "none");
                expect(findings, where, method.getInputType().endsWith("." + name + "Request"),
                    "the request of " + name + " to be " + name + "Request", method.getInputType());
            }
        }
    }

    private static void lintComments(String where, FileDescriptorProto file, Set<List<Integer>> explained,
            List<Finding> findings) {
        for (int e = 0; e < file.getEnumTypeCount(); e++) {
            expect(findings, where, explained.contains(List.of(ENUM, e)), "a comment on the enum "
                + file.getEnumType(e).getName(), "none");
        }
        for (int m = 0; m < file.getMessageTypeCount(); m++) {
            DescriptorProto message = file.getMessageType(m);
            expect(findings, where, explained.contains(List.of(MESSAGE, m)), "a comment on the message "
                + message.getName(), "none");
            for (int f = 0; f < message.getFieldCount(); f++) {
                expect(findings, where, explained.contains(List.of(MESSAGE, m, FIELD, f)), "a comment on the field "
                    + message.getName() + "." + message.getField(f).getName(), "none");
            }
        }
    }

    private static void lint(String where, DescriptorProto message, List<Finding> findings) {
        expect(findings, where, UPPER_CAMEL.matcher(message.getName()).matches(), "a message named UpperCamel",
            message.getName());
        for (FieldDescriptorProto field : message.getFieldList()) {
            expect(findings, where, LOWER_SNAKE.matcher(field.getName()).matches(), "a field named lower_snake",
                message.getName() + "." + field.getName());
        }
    }

    private static void lint(String where, EnumDescriptorProto type, List<Finding> findings) {
        String prefix = type.getName().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
        EnumValueDescriptorProto zero = type.getValue(0);
        expect(findings, where, zero.getNumber() == 0 && zero.getName().equals(prefix + "UNKNOWN"),
            type.getName() + " to begin with " + prefix + "UNKNOWN = 0", zero.getName() + " = " + zero.getNumber());
        for (EnumValueDescriptorProto value : type.getValueList()) {
            expect(findings, where, value.getName().startsWith(prefix), "values of " + type.getName()
                    + " to begin with "
                + prefix, value.getName());
        }
    }

    private static Set<List<Integer>> explained(FileDescriptorProto file) {
        Set<List<Integer>> paths = new HashSet<>();
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            if (!location.getLeadingComments().isBlank()) {
                paths.add(location.getPathList());
            }
        }
        return paths;
    }

    private static void expect(List<Finding> findings, String where, boolean holds, String expected, String found) {
        if (!holds) {
            findings.add(new Finding(where, "expected " + expected + ", found " + found));
        }
    }
}
