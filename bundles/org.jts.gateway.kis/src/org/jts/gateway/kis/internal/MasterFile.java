package org.jts.gateway.kis.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.jts.api.market.Symbol;

/**
 * The broker's list of shares: a line is a short code, a standard code, a name, and a tail of fixed width. Lines are
 * cut from their right end, in characters, because names are padded.
 */
final class MasterFile {

    /** The two markets. Tails: kospi_code.mst 227 characters, kosdaq_code.mst 221. */
    enum Market {
        KOSPI(227), KOSDAQ(221);

        private final int tail;

        Market(int tail) {
            this.tail = tail;
        }

        String file() {
            return name().toLowerCase(Locale.ROOT) + "_code.mst";
        }
    }

    private static final Charset KOREAN = Charset.forName("MS949");
    private static final int SHORT_CODE = 9;
    private static final int HEAD = 21;
    private static final int GROUP = 2;
    private static final int LARGEST = 64 << 20;

    private MasterFile() {
    }

    /** Reads the file, or the zip file with it. */
    static List<Symbol> read(Path folder, Market market) throws IOException {
        Path packed = folder.resolve(market.file() + ".zip");
        if (!Files.exists(packed)) {
            return parse(new String(Files.readAllBytes(folder.resolve(market.file())), KOREAN), market);
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(packed))) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null) {
                throw new IOException(packed.getFileName() + ": expected a file in it, found none");
            }
            return parse(new String(zip.readNBytes(LARGEST), KOREAN), market);
        }
    }

    /** Shares, funds, REITs and receipts; warrants, notes and the like are left out. */
    static List<Symbol> parse(String text, Market market) throws IOException {
        List<Symbol> symbols = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            int cut = line.length() - market.tail;
            if (cut <= HEAD) {
                throw new IOException("%s, line %d: expected more than %d characters, found %d".formatted(
                        market.file(), number, HEAD + market.tail, line.length()));
            }
            symbol(line, cut, market).ifPresent(symbols::add);
        }
        return symbols;
    }

    private static Optional<Symbol> symbol(String line, int cut, Market market) {
        String code = line.substring(0, SHORT_CODE).strip();
        String name = line.substring(HEAD, cut).strip();
        String group = line.substring(cut, cut + GROUP);
        if (name.isEmpty() || !code.matches("[0-9A-Z]{6}")) {
            return Optional.empty();
        }
        return switch (group) {
            case "ST", "RT", "DR", "FS", "MF", "IF", "SC" -> Optional.of(Symbols.symbol(code, name, market.name(),
                    Optional.empty(), true));
            case "EF" -> Optional.of(Symbols.symbol(code, name, Symbols.FUND, Optional.empty(), true));
            default -> Optional.empty();
        };
    }
}
