package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProtoRuleTest {

    @Test
    void additionsBreakNobody() {
        Expect.none(change(file -> {
            file.getMessageTypeBuilder(0).addField(field("more", 9, Type.TYPE_STRING));
            file.addMessageType(DescriptorProto.newBuilder().setName("More"));
            file.getEnumTypeBuilder(0).addValueBuilder().setName("SIDE_BUY").setNumber(1);
            file.getServiceBuilder(0).addMethodBuilder().setName("GetMore").setInputType(".jts.x.GetMoreRequest");
        }));
    }

    @Test
    void fieldThatIsGoneOrRenamedOrOfAnotherTypeBreaks() {
        Expect.one(change(file -> file.getMessageTypeBuilder(0).removeField(0)),
            "expected Quote: string symbol = 1, or its number reserved as recorded, found none");
        Expect.one(change(file -> file.getMessageTypeBuilder(0).getFieldBuilder(0).setName("code")),
            "found string code = 1");
        Expect.one(change(file -> file.getMessageTypeBuilder(0).getFieldBuilder(0).setType(Type.TYPE_INT64)),
            "found int64 symbol = 1");
        Expect.one(change(file -> file.getMessageTypeBuilder(0).getFieldBuilder(0)
            .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)), "found repeated string symbol = 1");
    }

    @Test
    void fieldMayGoWhenItsNumberIsReserved() {
        Expect.none(change(file -> file.getMessageTypeBuilder(0).removeField(0).addReservedRangeBuilder().setStart(1)
            .setEnd(2)));
    }

    @Test
    void messageValueCallOrFileThatIsGoneBreaks() {
        Expect.one(change(file -> file.removeMessageType(0)), "expected the message Quote as recorded, found none");
        Expect.one(change(file -> file.getEnumTypeBuilder(0).getValueBuilder(0).setName("SIDE_NONE")),
            "expected Side: SIDE_UNKNOWN = 0 as recorded, found SIDE_NONE");
        Expect.one(change(file -> file.removeService(0)), "expected QuoteService: GetQuote(.jts.x.GetQuoteRequest)");
        Expect.one(change(file -> file.setPackage("jts.y")),
                "the file with the package jts.x as recorded, found jts.y");
    }

    @Test
    void callThatStreamsNoMoreBreaks() {
        Expect.one(change(file -> file.getServiceBuilder(0).getMethodBuilder(0).setServerStreaming(false)),
            "returns (stream .jts.x.Quote) as recorded, found GetQuote(.jts.x.GetQuoteRequest) returns (.jts.x.Quote)");
    }

    @Test
    void callThatMovesToAnotherPathBreaksAndOneThatGetsItsFirstDoesNot() {
        FileDescriptorSet none = FileDescriptorSet.newBuilder().addFile(contract()).build();
        Expect.none(ProtoChanges.breaking(none, at("/a")).stream().map(Finding::toString).toList());
        Expect.one(ProtoChanges.breaking(at("/a"), at("/b")).stream().map(Finding::toString).toList(),
            "expected QuoteService: the path of GetQuote in REST as recorded, found another");
    }

    private static FileDescriptorSet at(String path) {
        FileDescriptorProto.Builder file = contract().toBuilder();
        file.getServiceBuilder(0).getMethodBuilder(0).getOptionsBuilder().setUnknownFields(UnknownFieldSet.newBuilder()
            .addField(72295728, UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(path))
                .build()).build());
        return FileDescriptorSet.newBuilder().addFile(file).build();
    }

    @Test
    void namesAndCommentsAreLinted() {
        List<Finding> findings = new ArrayList<>();
        FileDescriptorProto.Builder file = contract().toBuilder();
        file.getMessageTypeBuilder(0).getFieldBuilder(0).setName("symbolCode");
        file.getEnumTypeBuilder(0).getValueBuilder(0).setName("NOTHING");
        ProtoRule.lint(file.build(), findings);
        assertEquals(List.of(
            "expected a field named lower_snake, found Quote.symbolCode",
            "expected Side to begin with SIDE_UNKNOWN = 0, found NOTHING = 0",
            "expected values of Side to begin with SIDE_, found NOTHING",
            "expected a comment on the enum Side, found none",
            "expected a comment on the message Quote, found none",
            "expected a comment on the field Quote.symbolCode, found none",
            "expected a comment on the service QuoteService, found none",
            "expected a comment on the call GetQuote, found none"), findings.stream().map(Finding::what).toList());
    }

    private static List<String> change(Consumer<FileDescriptorProto.Builder> change) {
        FileDescriptorProto.Builder after = contract().toBuilder();
        change.accept(after);
        return ProtoChanges.breaking(FileDescriptorSet.newBuilder().addFile(contract()).build(),
            FileDescriptorSet.newBuilder().addFile(after).build()).stream()
            .map(Finding::toString).toList();
    }

    private static FileDescriptorProto contract() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName("jts/x.proto").setPackage("jts.x")
            .setSyntax("proto3");
        file.addMessageTypeBuilder().setName("Quote").addField(field("symbol", 1, Type.TYPE_STRING));
        EnumDescriptorProto.Builder side = file.addEnumTypeBuilder().setName("Side");
        side.addValueBuilder().setName("SIDE_UNKNOWN").setNumber(0);
        file.addServiceBuilder().setName("QuoteService").addMethodBuilder().setName("GetQuote")
            .setInputType(".jts.x.GetQuoteRequest").setOutputType(".jts.x.Quote").setServerStreaming(true);
        return file.build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type)
            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
