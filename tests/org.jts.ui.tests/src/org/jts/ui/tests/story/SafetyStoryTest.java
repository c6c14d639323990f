package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.keyboard.Keystrokes;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotText;
import org.eclipse.ui.PlatformUI;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditQuery;
import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderLimits;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.TradeContext;
import org.jts.ui.kit.LiveMark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What guards a trader: an account marked as one of real money is locked until its number is typed, an order beyond a
 * limit is refused and says which, one button stops everything, and all of it can be looked up.
 */
class SafetyStoryTest {
    private static final BrokerId REAL = new BrokerId("real");
    private static final AccountKey ACCOUNT = new AccountKey(REAL, new AccountId("REAL-7731"));
    private static final SymbolId SAMSUNG = new SymbolId("KRX", "005930");

    private final Trader trader = Trader.here();
    private final Window window = trader.window();
    private final BrokerSetup setup = Services.get(BrokerSetup.class);
    private final OrderLimits limits = Services.get(OrderLimits.class);

    @BeforeEach
    void aBrokerWithAnAccountMarkedAsLive() throws Exception {
        trader.mockIsConnected();
        // Open at all hours: the simulated money is as safe at night.
        limits.change(Optional.of(ACCOUNT), Map.of("hours", "off"));
        setup.add("org.jts.gateway.mock", REAL, Map.of("broker.name", "Real", "accounts",
                "REAL-7731:20000000:KRW:Savings", "accounts.live", "REAL-7731"));
        window.until("the account read", () -> trader.accounts().account(ACCOUNT).flatMap(a -> a.asOf()).isPresent(),
                () -> trader.accounts().accounts().toString());
        MarketFeed feed = trader.feed();
        window.until("its symbols", () -> feed.symbol(REAL, SAMSUNG).isPresent(), () -> "none");
        select(REAL);
        window.until("a price", () -> feed.latest(REAL, SAMSUNG).isPresent(), () -> "none");
    }

    @AfterEach
    void asItWas() throws Exception {
        trader.desk().resume();
        trader.desk().lock(ACCOUNT);
        limits.reset(Optional.of(ACCOUNT));
        setup.remove(REAL);
        select(Trader.MOCK);
    }

    private static void select(BrokerId broker) {
        TradeContext context = Services.get(TradeContext.class);
        UIThreadRunnable.syncExec(() -> context.select(new Instrument(broker, SAMSUNG)));
    }

    @Test
    void realMoneyIsUnlockedByItsNumberLimitedStoppedAndWrittenDown() throws Exception {
        theAccountIsLockedAndSaysSo();
        picture("locked");
        itOpensToItsNumberOnly();
        aLimitRefusesAndIsNamed();
        DeskOrder order = anOrderIsPlaced();
        picture("live");
        everythingIsStopped(order);
        picture("stopped");
        andGoesOn();
        theKeysStopEverythingToo();
        andGoesOn();
        itCanBeLookedUp(order);
    }

    /** Beside the story's own picture, when pictures are wanted. */
    private void picture(String name) {
        String file = System.getProperty("jts.screenshot", "");
        if (!file.isEmpty()) {
            window.keepPicture(file.replaceFirst("(\\.png)?$", "-" + name + ".png"));
        }
    }

    private void theAccountIsLockedAndSaysSo() {
        LiveMark mark = window.control("ticket.account.type", LiveMark.class);
        window.until("the ticket marked", () -> isLive(mark), () -> text(mark));
        assertTrue(isLive(window.control("brokers.account.real.REAL-7731.type", LiveMark.class)));
        assertFalse(window.bot().buttonWithId("ticket.submit").isEnabled(), "it is locked");
        window.until("a word on the button", () -> window.bot().buttonWithId("ticket.submit").getText().contains("⚠"),
                () -> window.bot().buttonWithId("ticket.submit").getText());
        assertFalse(trader.desk().isUnlocked(ACCOUNT));
    }

    private void itOpensToItsNumberOnly() {
        window.press("ticket.unlock");
        type("unlock.number", "REAL-7732");
        window.press("unlock.ok");
        window.until("a refusal", () -> !window.bot().labelWithId("unlock.problem").getText().isEmpty(), () -> "none");
        assertFalse(trader.desk().isUnlocked(ACCOUNT));
        type("unlock.number", "REAL-7731");
        window.press("unlock.ok");
        window.until("it unlocked", () -> trader.desk().isUnlocked(ACCOUNT), () -> "it is locked");
        window.until("the window's title to say so", () -> title().contains("REAL-7731"), this::title);
        assertTrue(isLive(window.control("trading.live", LiveMark.class)));
    }

    /** Key by key, as a person does. */
    private void type(String id, String number) {
        Text field = window.control(id, Text.class);
        UIThreadRunnable.syncExec(() -> {
            field.setText("");
            number.chars().forEach(c -> field.insert(String.valueOf((char) c)));
        });
    }

    private void aLimitRefusesAndIsNamed() throws Exception {
        limits.change(Optional.of(ACCOUNT), Map.of("max.quantity", "5"));
        window.bot().toggleButtonWithId("ticket.side.buy").click();
        window.bot().toggleButtonWithId("ticket.type.limit").click();
        window.bot().textWithId("ticket.quantity").setText("6");
        window.until("the limit named", () -> reason().contains("5") && reason().contains("6"), this::reason);
        assertFalse(window.bot().buttonWithId("ticket.submit").isEnabled());
        window.bot().textWithId("ticket.quantity").setText("2");
        window.until("no reason", () -> reason().isEmpty(), this::reason);
    }

    private String reason() {
        return window.reason();
    }

    private DeskOrder anOrderIsPlaced() {
        // Far below the market, so that it waits.
        window.bot().textWithId("ticket.price").setText(trader.feed().latest(REAL, SAMSUNG).orElseThrow().quote().last()
                .multiply(new BigDecimal("0.8")).setScale(-3, RoundingMode.DOWN).toPlainString());
        Set<String> before = trader.desk().orders().stream().map(DeskOrder::key).collect(Collectors.toSet());
        trader.send();
        DeskOrder order = trader.desk().orders().stream().filter(o -> !before.contains(o.key())).findFirst()
                .orElseThrow();
        window.until("it open", () -> status(order) == OrderStatus.ACCEPTED, () -> status(order).toString());
        window.show(trader.words().orders());
        SWTBotTable orders = window.bot().tableWithId("orders.table");
        window.until("the row marked", () -> row(orders).stream().anyMatch(cell -> cell.contains("⚠")
                && cell.contains("REAL-7731")), () -> row(orders).toString());
        return order;
    }

    private static List<String> row(SWTBotTable table) {
        return IntStream.range(0, table.rowCount()).boxed()
                .flatMap(r -> IntStream.range(0, table.columnCount()).mapToObj(c -> table.cell(r, c)))
                .toList();
    }

    private OrderStatus status(DeskOrder order) {
        return trader.desk().order(order.key()).orElseThrow().order().status();
    }

    private void everythingIsStopped(DeskOrder order) {
        window.press("trading.stop");
        window.press("stop.ok");
        window.until("trading stopped", () -> trader.desk().stopped().isPresent(), () -> "it is not");
        window.until("the order cancelled", () -> status(order) == OrderStatus.CANCELLED,
                () -> status(order).toString());
        SWTBotTable results = window.bot().tableWithId("stopped.table");
        window.until("its result", () -> row(results).contains(order.key())
                && row(results).stream().anyMatch(cell -> cell.startsWith("✔")), () -> row(results).toString());
        window.press("stopped.close");
        window.until("the bar to say so", () -> window.bot().labelWithId("trading.state").getText().startsWith("■"),
                () -> window.bot().labelWithId("trading.state").getText());
        assertTrue(title().contains("■"), title());
        window.until("a reason in the ticket", () -> !reason().isEmpty(), this::reason);
        assertFalse(window.bot().buttonWithId("ticket.submit").isEnabled());
    }

    /** Ctrl+Shift+K wherever the keyboard is, then Enter. */
    private void theKeysStopEverythingToo() {
        Text quantity = window.control("ticket.quantity", Text.class);
        new SWTBotText(quantity).pressShortcut(SWT.MOD1 | SWT.MOD2, 'k');
        SWTBotButton stop = window.bot().buttonWithId("stop.ok");
        assertTrue(trader.desk().stopped().isEmpty(), "it is asked first");
        stop.pressShortcut(Keystrokes.CR);
        window.until("trading stopped", () -> trader.desk().stopped().isPresent(), () -> "it is not");
        window.press("stopped.close");
    }

    private void andGoesOn() {
        window.press("trading.resume");
        window.press("resume.yes");
        window.until("trading again", () -> trader.desk().stopped().isEmpty(), () -> "it is stopped");
        window.until("the title", () -> !title().contains("■"), this::title);
    }

    private void itCanBeLookedUp(DeskOrder order) throws Exception {
        List<AuditLine> lines = Services.get(AuditTrail.class).find(new AuditQuery(Optional.empty(), Optional.empty(),
                Optional.of(order.key())), 1_000);
        Map<String, List<AuditLine>> byClick = lines.stream().filter(l -> l.correlation().isPresent())
                .collect(Collectors.groupingBy(l -> l.correlation().orElseThrow()));
        List<AuditLine> placed = byClick.values().stream().filter(all -> all.getFirst().action().equals("place"))
                .findFirst().orElseThrow(() -> new AssertionError("no placing in " + lines));
        assertTrue(placed.getFirst().correlation().orElseThrow().startsWith("window-"), placed.toString());
        assertEquals(Set.of("act", "call", "wire"), placed.stream().map(AuditLine::kind).filter(k -> !k.equals("event"))
                .collect(Collectors.toSet()), placed.toString());
        assertTrue(lines.stream().anyMatch(l -> l.action().equals("stop")), "its cancel followed from that: " + lines);
        assertFalse(lines.toString().contains("REAL-7731"), "account numbers keep their end only");
        List<String> acts = Services.get(AuditTrail.class).find(AuditQuery.all(), 100_000).stream()
                .filter(l -> l.kind().equals("act")).map(AuditLine::action).toList();
        assertTrue(acts.containsAll(List.of("unlock", "order limits", "place", "stop", "resume")), acts.toString());
    }

    private String title() {
        return UIThreadRunnable.syncExec(() -> {
            Shell shell = PlatformUI.getWorkbench().getActiveWorkbenchWindow() != null
                    ? PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell()
                    : PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
            return shell.getText();
        });
    }

    private static boolean isLive(LiveMark mark) {
        return UIThreadRunnable.syncExec(() -> mark.isLive() && mark.isVisible());
    }

    private static String text(LiveMark mark) {
        return UIThreadRunnable.syncExec(mark::getText);
    }
}
