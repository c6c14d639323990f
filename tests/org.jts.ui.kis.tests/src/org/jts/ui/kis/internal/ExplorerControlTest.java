package org.jts.ui.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.SymbolId;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisTable;
import org.jts.tck.time.FakeTime;
import org.jts.ui.context.Instrument;
import org.jts.ui.testkit.FakeContext;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplorerControlTest {

    private final FakeBrokers brokers = new FakeBrokers();
    private final FakeContext context = new FakeContext();
    private ViewStage stage;
    private ExplorerControl view;

    @BeforeEach
    void open() throws Exception {
        InstanceScope.INSTANCE.getNode("org.jts.ui.kis").removeNode();
        show();
    }

    private void show() {
        stage = new ViewStage(1200, 760);
        view = new ExplorerControl(stage.shell(), brokers, context, new FakeTime());
        stage.open();
    }

    @AfterEach
    void close() {
        view.dispose();
        stage.close();
    }

    private Text text(String key) {
        return (Text) stage.find(key).orElseThrow();
    }

    private Text field(String name) {
        return text("kis.field." + name);
    }

    private Button button(String key) {
        return (Button) stage.find(key).orElseThrow();
    }

    private String label(String key) {
        return ((Label) stage.find(key).orElseThrow()).getText();
    }

    private Tree tree() {
        return (Tree) stage.find("kis.tree").orElseThrow();
    }

    /** Looks for something and chooses the interface with that name. */
    private void choose(String name) {
        stage.type(text("kis.search"), name);
        for (TreeItem category : tree().getItems()) {
            for (TreeItem item : category.getItems()) {
                if (item.getText(1).equals(name)) {
                    tree().setSelection(item);
                    Event event = new Event();
                    event.item = item;
                    tree().notifyListeners(SWT.Selection, event);
                    stage.settle();
                    return;
                }
            }
        }
        throw new AssertionError("expected " + name + " in the tree");
    }

    private void call() {
        int before = brokers.requests.size();
        stage.click(button("kis.call"));
        stage.until("it is sent", () -> brokers.requests.size() > before);
        stage.until("it is answered", () -> !button("kis.stop").getEnabled());
    }

    private static KisTable object(String... pairs) {
        List<String> names = java.util.stream.IntStream.range(0, pairs.length / 2).mapToObj(i -> pairs[2 * i]).toList();
        List<String> values = java.util.stream.IntStream.range(0, pairs.length / 2).mapToObj(i -> pairs[2 * i + 1])
                .toList();
        return new KisTable("output", false, names, List.of(values));
    }

    @Test
    void searchNarrowsTheTreeInKoreanAndEnglishAndByFields() {
        assertEquals("342 of 342 interfaces", label("kis.count"));
        for (String words : List.of("현재가 시세", "current price", "FHKST01010100", "stck_sspr")) {
            stage.type(text("kis.search"), words);
            assertTrue(java.util.Arrays.stream(tree().getItems()).flatMap(c -> java.util.Arrays.stream(c.getItems()))
                    .anyMatch(i -> i.getText(1).equals("inquire-price")), words);
        }
        stage.type(text("kis.search"), "no such thing");
        assertEquals(0, tree().getItemCount());
    }

    @Test
    void aCallIsFilledInSentAndReadAsTableAndRaw() {
        choose("inquire-price");
        assertEquals("J", field("FID_COND_MRKT_DIV_CODE").getText());
        assertTrue(label("kis.where").contains("FHKST01010100"), label("kis.where"));
        stage.type(field("FID_INPUT_ISCD"), "000660");
        brokers.answers(FakeBrokers.answer(false, object("stck_prpr", "182000", "prdy_vrss", "-500")));
        call();
        assertEquals(Map.of("FID_COND_MRKT_DIV_CODE", "J", "FID_INPUT_ISCD", "000660"),
                brokers.requests.getLast().fields());
        Table table = (Table) stage.find("kis.table.output").orElseThrow();
        assertEquals("stck_prpr", table.getItem(0).getText(0));
        assertEquals("182000", table.getItem(0).getText(1));
        assertEquals("현재가", table.getItem(0).getText(2));
        assertEquals("price", table.getItem(0).getText(3));
        assertTrue(text("kis.raw").getText().contains("\"rt_cd\": \"0\""));
        assertTrue(label("kis.status").contains("MCA00000"), label("kis.status"));
        stage.shot("kis-price");
    }

    @Test
    void whatIsMissingIsSaidBeforeSending() {
        choose("inquire-price");
        stage.type(field("FID_INPUT_ISCD"), "");
        assertTrue(label("kis.problem").contains("FID_INPUT_ISCD"), label("kis.problem"));
        assertFalse(button("kis.call").getEnabled());
        stage.type(field("FID_INPUT_ISCD"), "\"\"");
        assertEquals("", label("kis.problem"));
        brokers.answers(FakeBrokers.answer(false));
        call();
        assertEquals("", brokers.requests.getLast().fields().get("FID_INPUT_ISCD"), "an empty value is one");
    }

    @Test
    void whatPaperLacksIsSaidBeforeSending() {
        choose("inquire-psbl-rvsecncl");
        assertEquals("", label("kis.problem"));
        stage.choose((Combo) stage.find("kis.broker").orElseThrow(), 1);
        assertTrue(label("kis.problem").contains("43"), label("kis.problem"));
        assertFalse(button("kis.call").getEnabled());
        assertEquals("50054321", field("CANO").getText(), "the account is that of the broker");
        stage.shot("kis-paper");
    }

    @Test
    void anAccountIsChosenByItsNumber() {
        choose("inquire-balance");
        assertEquals("50012345", field("CANO").getText());
        stage.choose((Combo) stage.find("kis.account").orElseThrow(), 1);
        assertEquals("50099999", field("CANO").getText());
    }

    @Test
    void pagesGoOnBelowEachOther() {
        choose("inquire-balance");
        KisTable first = new KisTable("output1", true, List.of("pdno", "hldg_qty"), List.of(List.of("005930", "10")));
        KisTable second = new KisTable("output1", true, List.of("pdno", "hldg_qty"), List.of(List.of("000660", "3")));
        brokers.answers(FakeBrokers.answer(true, first));
        call();
        assertTrue(button("kis.next").getEnabled());
        brokers.answers(FakeBrokers.answer(false, second));
        stage.click(button("kis.next"));
        Table table = (Table) stage.find("kis.table.output1").orElseThrow();
        stage.until("both pages", () -> table.getItemCount() == 2);
        assertEquals("2 ", brokers.requests.getLast().fields().get("CTX_AREA_NK100"));
        assertTrue(brokers.requests.getLast().next());
        stage.until("the end is said", () -> !button("kis.next").getEnabled());
        stage.click(button("kis.csv"));
        assertEquals("pdno,hldg_qty\r\n005930,10\r\n000660,3\r\n", clipboard());
        stage.shot("kis-pages");
    }

    @Test
    void refusalsAndFailuresAreShownWithTheBrokersWords() {
        choose("inquire-price");
        brokers.answers(new KisAnswer(false, "EGW00201", "초당 거래건수를 초과하였습니다.", false, Map.of(), List.of(),
                "{}"));
        call();
        assertTrue(label("kis.status").contains("초당 거래건수를 초과하였습니다. [EGW00201]"), label("kis.status"));
        brokers.fails(new BrokerException(ErrorCategory.NETWORK, "Not connected to the broker."));
        call();
        assertEquals("Not connected to the broker.", label("kis.status"));
    }

    @Test
    void aCallThatIsNotAnsweredIsGivenUp() {
        choose("inquire-price");
        stage.click(button("kis.call"));
        stage.until("it is sent", () -> !brokers.requests.isEmpty());
        assertFalse(button("kis.call").getEnabled());
        stage.click(button("kis.stop"));
        stage.until("it is given up", () -> label("kis.status").equals("Given up."));
        assertTrue(button("kis.call").getEnabled());
    }

    @Test
    void aChannelIsRegisteredReadAndEnded() {
        choose("H0STCNT0");
        assertEquals("Register", button("kis.call").getText());
        stage.click(button("kis.call"));
        stage.until("it is registered", () -> brokers.channels.size() == 1);
        List<String> columns = brokers.requests.getLast().api().columns();
        brokers.channels.getFirst().accept(new KisTable("frame", true, columns, List.of(columns)));
        stage.until("a record is shown", () -> stage.find("kis.table.frame").map(Table.class::cast)
                .filter(t -> t.getItemCount() == 1).isPresent());
        stage.until("it can be ended", () -> button("kis.stop").getEnabled() && !button("kis.call").getEnabled());
        stage.click(button("kis.stop"));
        stage.until("it is ended", brokers.channels::isEmpty);
        assertTrue(label("kis.status").contains("1"), label("kis.status"));
    }

    @Test
    void anAnswerThatComesTooLateIsNotShownUnderAnotherInterface() {
        choose("inquire-balance");
        stage.click(button("kis.call"));
        stage.until("it is sent", () -> !brokers.requests.isEmpty());
        choose("inquire-price");
        brokers.answers(FakeBrokers.answer(true, object("stck_prpr", "182000")));
        call();
        Table table = (Table) stage.find("kis.table.output").orElseThrow();
        assertEquals("stck_prpr", table.getItem(0).getText(0));
        assertEquals("inquire-price", brokers.requests.getLast().api().name());
    }

    @Test
    void aChosenAccountStaysWhenABrokerComes() {
        choose("inquire-balance");
        stage.choose((Combo) stage.find("kis.account").orElseThrow(), 1);
        brokers.has(FakeBrokers.PAPER, FakeBrokers.REAL);
        stage.until("the brokers are listed anew", () -> ((Combo) stage.find("kis.broker").orElseThrow()).getItem(0)
                .equals("kis-paper"));
        assertEquals("50099999", field("CANO").getText());
    }

    @Test
    void ordersAskAndGoThroughTheDesk() {
        choose("order-cash");
        assertTrue(label("kis.problem").contains("ORD_UNPR"), label("kis.problem"));
        stage.type(field("ORD_UNPR"), "70000");
        assertTrue(label("kis.problem").contains("order desk"), label("kis.problem"));
        stage.whenOpen(() -> dialog().isPresent(), () -> {
            stage.shot("kis-order");
            dialog().orElseThrow().close();
        });
        stage.click(button("kis.call"));
        assertEquals(List.of(), brokers.requests, "closing the question sends nothing");
    }

    @Test
    void anOrderThatTheDeskCannotCheckSaysSoAndIsSentWhenItIsAgreedTo() {
        choose("order-credit");
        stage.choose((Combo) stage.find("kis.role").orElseThrow(), 0);
        for (String name : List.of("CRDT_TYPE", "LOAN_DT", "ORD_UNPR")) {
            stage.type(field(name), "21");
        }
        assertTrue(label("kis.problem").contains("not checked"), label("kis.problem"));
        brokers.answers(FakeBrokers.answer(false, object("ODNO", "17")));
        stage.whenOpen(() -> dialog().isPresent(), () -> {
            stage.shot("kis-own-order");
            press(dialog().orElseThrow(), "Send order");
        });
        call();
        assertTrue(brokers.requests.getLast().agreed());
        assertEquals("order-credit", brokers.requests.getLast().api().name());
    }

    @Test
    void theTokenIsGivenBackOnlyWhenThatIsMeant() {
        choose("revokeP");
        stage.whenOpen(() -> shell("접근토큰폐기").isPresent(), () -> press(shell("접근토큰폐기").orElseThrow(),
                "Do not send"));
        stage.click(button("kis.call"));
        assertEquals(List.of(), brokers.requests);
    }

    private static void press(Shell dialog, String text) {
        buttons(dialog).filter(b -> b.getText().equals(text)).findFirst().orElseThrow()
                .notifyListeners(SWT.Selection, new Event());
    }

    private static Stream<Button> buttons(Composite parent) {
        return Stream.of(parent.getChildren()).flatMap(c -> c instanceof Button b ? Stream.of(b)
                : c instanceof Composite inner ? buttons(inner) : Stream.empty());
    }

    private Optional<Shell> shell(String title) {
        return java.util.Arrays.stream(stage.display().getShells()).filter(s -> s.getText().contains(title))
                .findFirst();
    }

    private Optional<Shell> dialog() {
        return java.util.Arrays.stream(stage.display().getShells()).filter(s -> s.getText().equals(
                "Order through the order desk")).findFirst();
    }

    @Test
    void curlIsCopiedWithoutSecretsAndAccounts() {
        choose("inquire-balance");
        stage.click(button("kis.curl"));
        String copied = clipboard();
        assertTrue(copied.startsWith("curl ") && copied.contains("$KIS_TOKEN") && copied.contains("CANO=$KIS_ACCOUNT"),
                copied);
        assertFalse(copied.contains("50012345"), copied);
    }

    private String clipboard() {
        Clipboard clipboard = new Clipboard(stage.display());
        Object text = clipboard.getContents(TextTransfer.getInstance());
        clipboard.dispose();
        return String.valueOf(text);
    }

    @Test
    void whatWasTypedIsRememberedButNotTheAccount() throws Exception {
        choose("inquire-daily-itemchartprice");
        stage.type(field("FID_PERIOD_DIV_CODE"), "W");
        brokers.answers(FakeBrokers.answer(false));
        call();
        choose("inquire-balance");
        brokers.answers(FakeBrokers.answer(false));
        call();
        view.dispose();
        stage.close();
        show();
        assertTrue(label("kis.where").contains("inquire-balance"), "the last interface is shown again");
        choose("inquire-daily-itemchartprice");
        assertEquals("W", field("FID_PERIOD_DIV_CODE").getText());
        assertFalse(String.join(",", InstanceScope.INSTANCE.getNode("org.jts.ui.kis/values/inquire-balance").keys())
                .contains("CANO"));
    }

    @Test
    void theSymbolFollowsWhatIsLookedAtElsewhere() {
        choose("inquire-price");
        context.select(new Instrument(new BrokerId("kis"), new SymbolId("KRX", "035720")));
        stage.settle();
        assertEquals("035720", field("FID_INPUT_ISCD").getText());
        stage.type(field("FID_INPUT_ISCD"), "069500");
        context.select(new Instrument(new BrokerId("kis"), new SymbolId("KRX", "000660")));
        stage.settle();
        assertEquals("069500", field("FID_INPUT_ISCD").getText(), "what was typed stays");
    }

    @Test
    void withoutABrokerItSaysHowToGetOne() {
        brokers.has();
        stage.until("it is said", () -> label("kis.problem").contains("Add broker"));
        assertFalse(button("kis.call").getEnabled());
        brokers.has(FakeBrokers.PAPER);
        stage.until("it can be called", () -> button("kis.call").getEnabled());
    }

    @Test
    void jsonIsSetInLinesAndNothingElseIsChanged() {
        assertEquals("{\n  \"a\": \"x:{,\\\"\",\n  \"b\": [\n    1,\n    {}\n  ],\n  \"c\": []\n}",
                Pretty.json("{\"a\":\"x:{,\\\"\", \"b\":[1,{ }],\"c\":[]}"));
    }
}
