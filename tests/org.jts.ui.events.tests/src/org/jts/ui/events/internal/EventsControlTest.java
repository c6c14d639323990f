package org.jts.ui.events.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.jts.api.BrokerId;
import org.jts.api.event.Severity;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeEventLog;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsControlTest {
    private static final int TEXT_COLUMN = 4;

    private final FakeTime time = new FakeTime();
    private final FakeEventLog log = new FakeEventLog(time);
    private ViewStage stage;
    private EventsControl view;

    @BeforeEach
    void open() {
        stage = new ViewStage(1000, 300);
        log.publish(Severity.INFO, "storage", Optional.empty(), "The store is open", "");
        time.advance(Duration.ofSeconds(1));
        log.publish(Severity.WARNING, "connection", Optional.of(new BrokerId("kis")), "The line was lost",
                "Reconnecting in 2 s.");
        time.advance(Duration.ofSeconds(1));
        log.publish(Severity.ERROR, "connection", Optional.of(new BrokerId("kis")), "Sign-in was refused",
                "Check the app key.");
        view = new EventsControl(stage.shell(), log);
        stage.open();
    }

    @AfterEach
    void close() {
        view.dispose();
        stage.close();
    }

    @Test
    void theNewestStandsFirst() {
        assertEquals("Sign-in was refused", cell(0));
        assertEquals("The store is open", cell(2));
        stage.shot("events");
    }

    @Test
    void aNewNoticeAppearsByItself() {
        log.publish(Severity.INFO, "trading", Optional.empty(), "Order accepted", "");
        stage.until("the new notice on top", () -> cell(0).equals("Order accepted"));
        assertEquals(4, table().getItemCount());
    }

    @Test
    void theFilterLeavesOutWhatMattersLess() {
        Combo severity = (Combo) stage.find("events.severity").orElseThrow();
        stage.choose(severity, 1);
        assertEquals(2, table().getItemCount());
        stage.choose(severity, 2);
        assertEquals(1, table().getItemCount());
        assertEquals("Sign-in was refused", cell(0));
    }

    @Test
    void theSearchLooksIntoTextSourceBrokerAndDetail() {
        Text search = (Text) stage.find("events.search").orElseThrow();
        stage.type(search, "RECONNECTING");
        assertEquals(1, table().getItemCount());
        assertEquals("The line was lost", cell(0));
        stage.type(search, "kis");
        assertEquals(2, table().getItemCount());
        stage.type(search, "no such thing");
        assertEquals(0, table().getItemCount());
        stage.shot("events-none");
    }

    @Test
    void theDetailOfTheSelectedNoticeIsShownInFull() {
        table().setSelection(1);
        Event event = new Event();
        event.item = table().getItem(1);
        table().notifyListeners(SWT.Selection, event);
        String detail = ((Text) stage.find("events.detail").orElseThrow()).getText();
        assertTrue(detail.contains("The line was lost") && detail.contains("Reconnecting in 2 s."), detail);
    }

    private Table table() {
        return (Table) stage.find("events.table").orElseThrow();
    }

    private String cell(int row) {
        return table().getItem(row).getText(TEXT_COLUMN);
    }
}
