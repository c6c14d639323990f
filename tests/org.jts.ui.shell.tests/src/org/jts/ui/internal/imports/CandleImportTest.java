package org.jts.ui.internal.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.ui.PlatformUI;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.CandleImport;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoredSeries;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.OnUi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

class CandleImportTest {
    private static final Path FILE = Path.of("005930.csv");

    private final SWTBot bot = new SWTBot();
    private ServiceRegistration<CandleImport> registration;

    @AfterEach
    void close() {
        if (registration != null) {
            registration.unregister();
        }
    }

    @Test
    void theReportNamesEachRefusedRowWithItsReason() {
        offer((file, progress, cancelled) -> {
            progress.accept(0.5);
            progress.accept(1);
            return report(file, 2470, List.of(new CandleImport.RefusedRow(17, "2020-01-02,1,2,3",
                    "expected 6 fields, was 4"),
                    new CandleImport.RefusedRow(99, "x", "expected a date, was x")), false);
        });
        CandleImportJob.start(shell(), List.of(FILE));
        SWTBotTable table = bot.tableWithId("import.refused");
        assertEquals(UiTexts.TEXTS.format("import.summary", 2470, 2), bot.labelWithId("import.summary").getText());
        assertEquals("17", table.cell(0, 0));
        assertEquals("expected 6 fields, was 4", table.cell(0, 1));
        bot.buttonWithId("import.copy").click();
        assertTrue(clipboard().contains("005930.csv\t99\texpected a date, was x"), clipboard());
        bot.buttonWithId("import.close").click();
    }

    @Test
    void aFileThatCannotBeReadIsSaid() {
        offer((file, progress, cancelled) -> {
            throw new StoreException("expected a candle file, found a picture; choose a .csv");
        });
        CandleImportJob.start(shell(), List.of(FILE));
        bot.shell(UiTexts.TEXTS.get("import.title")).activate();
        assertTrue(bot.label(UiTexts.TEXTS.format("import.failed",
                "expected a candle file, found a picture; choose a .csv")).isVisible());
        bot.button("OK").click();
    }

    @Test
    void withoutAStoreThatIsSaid() {
        CandleImportJob.start(shell(), List.of(FILE));
        bot.shell(UiTexts.TEXTS.get("import.title")).activate();
        assertTrue(bot.label(UiTexts.TEXTS.get("import.unavailable")).isVisible());
        bot.button("OK").click();
    }

    @Test
    void aCancelledImportSaysThatNothingWasStored() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        offer((file, progress, cancelled) -> {
            begun.countDown();
            while (!cancelled.getAsBoolean()) {
                Thread.onSpinWait();
            }
            return report(file, 0, List.of(), true);
        });
        Job job = CandleImportJob.start(shell(), List.of(FILE));
        begun.await();
        job.cancel();
        assertEquals(UiTexts.TEXTS.get("import.cancelled"), bot.labelWithId("import.summary").getText());
        bot.buttonWithId("import.close").click();
    }

    /** As {@link CandleImport}, for a lambda. */
    private interface Importer {
        CandleImport.ImportReport read(Path file, DoubleConsumer progress, BooleanSupplier cancelled)
                throws StoreException;
    }

    private void offer(Importer importer) {
        registration = FrameworkUtil.getBundle(CandleImportJob.class).getBundleContext()
                .registerService(CandleImport.class, importer::read, null);
    }

    private static CandleImport.ImportReport report(Path file, int accepted, List<CandleImport.RefusedRow> refused,
            boolean cancelled) {
        StoredSeries series = new StoredSeries(MarketStore.IMPORTED, SymbolId.parse("KRX:005930"), Timeframe.DAY_1,
                2470,
                Instant.parse("2015-01-01T15:00:00Z"), Instant.parse("2024-12-29T15:00:00Z"));
        return new CandleImport.ImportReport(file, accepted == 0 ? List.of() : List.of(series), accepted, refused,
                cancelled);
    }

    private static Shell shell() {
        return OnUi.get(() -> PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell());
    }

    private static String clipboard() {
        return OnUi.get(() -> {
            Clipboard clipboard = new Clipboard(OnUi.display());
            Object text = clipboard.getContents(TextTransfer.getInstance());
            clipboard.dispose();
            return String.valueOf(text);
        });
    }
}
