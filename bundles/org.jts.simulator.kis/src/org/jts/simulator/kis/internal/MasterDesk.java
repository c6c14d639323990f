package org.jts.simulator.kis.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jts.api.market.Symbol;
import org.jts.simulator.kis.KisFaults;

/** Answers the symbol files that the broker has on a host of its own: zip files with a list in code page 949. */
final class MasterDesk {

    static final String PATH = "/common/master/";
    private static final Charset KOREAN = Charset.forName("MS949");
    private static final Map<String, String> US = Map.of("nasmst.cod", "NASDAQ", "nysmst.cod", "NYSE", "amsmst.cod",
            "AMEX");
    private static final int KOSPI_TAIL = 227;
    private static final int KOSDAQ_TAIL = 221;
    private static final int CODE_WIDTH = 9;
    private static final int HEAD_WIDTH = 21;
    private static final int NAME_WIDTH = 40;

    private final World world;
    private final KisFaults faults;

    MasterDesk(World world, KisFaults faults) {
        this.world = world;
        this.faults = faults;
    }

    /** @param name of the file, with its {@code .zip} @return its bytes; empty when there is none of that name */
    Optional<byte[]> file(String name) {
        String inner = name.replaceAll("\\.zip$", "");
        String text;
        if (US.containsKey(inner)) {
            text = us(US.get(inner));
        } else if (inner.equals("kospi_code.mst") || inner.equals("kosdaq_code.mst")) {
            text = korean(inner.startsWith("kosdaq"));
        } else {
            return Optional.empty();
        }
        return Optional.of(zip(inner, faults.breaksMasterFiles() ? text.substring(0, text.length() / 2) + "\nbroken\n"
                : text));
    }

    private String korean(boolean kosdaq) {
        StringBuilder text = new StringBuilder();
        for (Symbol symbol : world.exchange.symbols()) {
            if (!World.isUs(symbol.id()) && symbol.market().equals("KOSDAQ") == kosdaq) {
                String group = symbol.market().equals("ETF") ? "EF" : "ST";
                text.append(Texts.blankPadded(symbol.id().code(), CODE_WIDTH))
                        .append(Texts.blankPadded("KR7" + symbol.id().code() + "003", HEAD_WIDTH - CODE_WIDTH))
                        .append(Texts.blankPadded(symbol.name(), NAME_WIDTH))
                        .append(Texts.blankPadded(group, kosdaq ? KOSDAQ_TAIL : KOSPI_TAIL)).append('\n');
            }
        }
        return text.toString();
    }

    private static String us(String exchange) {
        StringBuilder text = new StringBuilder();
        for (String[] row : UsListings.of(exchange)) {
            String quoting = UsListings.QUOTING.get(exchange);
            text.append(String.join("\t", List.of("US", "1", quoting, exchange, row[0], "D" + quoting + row[0], row[1],
                    row[2], row[3], "USD", "4", "1", "100.0000", "1", "1", "0930", "1600", "N", "", "000", "0", "1",
                    row[3].equals("3") ? "001" : "", "0"))).append('\n');
        }
        return text.toString();
    }

    private static byte[] zip(String name, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(KOREAN));
        } catch (IOException e) {
            throw new IllegalStateException("expected to pack a file in memory", e);
        }
        return bytes.toByteArray();
    }
}
