package org.eclipse.swtbot.swt.finder.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.GregorianCalendar;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.DateTime;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Scale;
import org.eclipse.swt.widgets.Slider;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCCombo;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCombo;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotDateTime;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotList;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotProgressBar;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotScale;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotSlider;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotSpinner;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;

class FieldsTest extends SwtTest {

    @Test
    void aTextIsReplaced() {
        open("Main", shell -> record(new Text(shell, SWT.BORDER), "text", SWT.Modify).setText("old"));
        assertEquals("old", bot.text().getText());
        assertEquals("new", bot.text("old").setText("new").getText());
        assertEquals(List.of("text:Modify", "text:Modify"), heard);
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.text("old"));
    }

    @Test
    void aDisabledFieldTakesNothing() {
        open("Main", shell -> new Text(shell, SWT.BORDER).setEnabled(false));
        expectNothing();
        assertThrows(TimeoutException.class, () -> bot.text().setText("x"));
        assertThrows(TimeoutException.class, () -> bot.text().typeText("x"));
        assertEquals("", bot.text().getText());
    }

    @Test
    void aComboBoxChoosesByTextAndByIndex() {
        open("Main", shell -> record(combo(new Combo(shell, SWT.READ_ONLY)), "combo", SWT.Selection));
        SWTBotCombo combo = bot.comboBox();
        assertNull(combo.selection());
        combo.setSelection("Limit");
        assertEquals("Limit", combo.selection());
        combo.setSelection(2);
        assertEquals(2, combo.selectionIndex());
        combo.setText("Market");
        assertEquals("Market", combo.getText());
        assertEquals(List.of("combo:Selection", "combo:Selection", "combo:Selection"), heard);
        assertArrayEquals(new String[] { "Market", "Limit", "Stop" }, combo.items());
        assertEquals(3, combo.itemCount());
    }

    @Test
    void aComboBoxSaysWhichItemsItHas() {
        open("Main", shell -> combo(new Combo(shell, SWT.READ_ONLY)));
        var e = assertThrows(RuntimeException.class, () -> bot.comboBox().setSelection("Iceberg"));
        assertTrue(e.getMessage().contains("'Iceberg'") && e.getMessage().contains("[Market, Limit, Stop]"),
                e.getMessage());
        assertThrows(RuntimeException.class, () -> bot.comboBox().setSelection(3));
    }

    @Test
    void anEditableComboBoxTakesAnyText() {
        open("Main", shell -> combo(new Combo(shell, SWT.DROP_DOWN)));
        bot.comboBox().setText("Iceberg");
        assertEquals("Iceberg", bot.comboBox("Iceberg").getText());
    }

    private static Combo combo(Combo combo) {
        combo.setItems("Market", "Limit", "Stop");
        return combo;
    }

    @Test
    void aCustomComboBoxDoesTheSame() {
        open("Main", shell -> {
            CCombo combo = record(new CCombo(shell, SWT.READ_ONLY | SWT.BORDER), "combo", SWT.Selection);
            combo.setItems(new String[] { "KRW", "USD" });
            combo.setTextLimit(5);
        });
        SWTBotCCombo combo = bot.ccomboBox();
        combo.setSelection("USD");
        assertEquals("USD", combo.selection());
        combo.setSelection(0);
        assertEquals(0, combo.selectionIndex());
        assertEquals(List.of("combo:Selection", "combo:Selection"), heard);
        assertEquals(5, combo.textLimit());
        assertThrows(RuntimeException.class, () -> combo.setSelection("EUR"));
        assertThrows(RuntimeException.class, () -> combo.setText("EUR"));
    }

    @Test
    void aSpinnerTakesANumberAndTellsItsRange() {
        open("Main", shell -> {
            Spinner spinner = record(new Spinner(shell, SWT.BORDER), "spinner", SWT.Selection);
            spinner.setValues(10, 1, 1_000, 2, 5, 50);
        });
        SWTBotSpinner spinner = bot.spinner();
        spinner.setSelection(250);
        assertEquals(250, spinner.getSelection());
        assertEquals(List.of(1, 1_000, 2, 5, 50), List.of(spinner.getMinimum(), spinner.getMaximum(),
                spinner.getDigits(), spinner.getIncrement(), spinner.getPageIncrement()));
        assertEquals(List.of("spinner:Selection"), heard);
    }

    @Test
    void aScaleAndASliderMove() {
        open("Main", shell -> {
            Scale scale = record(new Scale(shell, SWT.NONE), "scale", SWT.Selection);
            scale.setMinimum(1);
            scale.setMaximum(20);
            scale.setPageIncrement(4);
            Slider slider = record(new Slider(shell, SWT.NONE), "slider", SWT.Selection);
            slider.setValues(0, 0, 110, 10, 1, 7);
        });
        SWTBotScale scale = bot.scale();
        scale.setValue(15);
        assertEquals(List.of(15, 1, 20, 1, 4), List.of(scale.getValue(), scale.getMinimum(), scale.getMaximum(),
                scale.getIncrement(), scale.getPageIncrement()));
        SWTBotSlider slider = bot.slider();
        slider.setSelection(33);
        assertEquals(List.of(33, 0, 110, 10, 1, 7), List.of(slider.getSelection(), slider.getMinimum(),
                slider.getMaximum(), slider.getThumb(), slider.getIncrement(), slider.getPageIncrement()));
        assertEquals(List.of("scale:Selection", "slider:Selection"), heard);
    }

    @Test
    void aProgressBarTellsHowFarItIs() {
        open("Main", shell -> {
            ProgressBar bar = new ProgressBar(shell, SWT.NONE);
            bar.setMinimum(0);
            bar.setMaximum(20);
            bar.setSelection(18);
        });
        SWTBotProgressBar bar = bot.progressbar();
        assertEquals(List.of(18, 0, 20), List.of(bar.getSelection(), bar.getMinimum(), bar.getMaximum()));
    }

    @Test
    void aDateIsSet() {
        open("Main", shell -> record(new DateTime(shell, SWT.DATE), "date", SWT.Selection));
        SWTBotDateTime date = bot.dateTime();
        date.setDate(new GregorianCalendar(2026, 1, 28, 9, 30, 15).getTime());
        assertEquals(new GregorianCalendar(2026, 1, 28, 9, 30, 15).getTime(), date.getDate());
        assertEquals(List.of("date:Selection"), heard);
    }

    @Test
    void aListSelectsItems() {
        open("Main", shell -> {
            var list = record(new org.eclipse.swt.widgets.List(shell, SWT.MULTI), "list", SWT.Selection);
            list.setItems("KIS", "Kiwoom", "Creon");
        });
        SWTBotList list = bot.list();
        list.select("Kiwoom");
        assertArrayEquals(new String[] { "Kiwoom" }, list.selection());
        list.select("KIS", "Creon");
        assertEquals(2, list.selectionCount());
        list.select(2);
        assertArrayEquals(new String[] { "Creon" }, list.selection());
        list.unselect();
        assertEquals(0, list.selectionCount());
        assertEquals(4, heard.size());
        assertEquals(List.of(3, 1, -1), List.of(list.itemCount(), list.indexOf("Kiwoom"), list.indexOf("IB")));
        assertEquals("KIS", list.itemAt(0));
        var e = assertThrows(RuntimeException.class, () -> list.select("IB"));
        assertTrue(e.getMessage().contains("[IB]") && e.getMessage().contains("[KIS, Kiwoom, Creon]"), e.getMessage());
        assertThrows(RuntimeException.class, () -> list.select(3));
    }

    @Test
    void aListOfOneChoiceRefusesTwo() {
        open("Main", shell -> new org.eclipse.swt.widgets.List(shell, SWT.SINGLE).setItems("KIS", "Kiwoom"));
        assertThrows(RuntimeException.class, () -> bot.list().select("KIS", "Kiwoom"));
    }
}
