package org.jts.gateway.kis.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.jts.api.market.Symbol;

/**
 * The broker's lists of symbols, in Korean letters of code page 949. Of Korean shares a line is a short code, a
 * standard code, a name, and a tail of fixed width, cut from its right end because names are padded. Of foreign shares
 * a line has 24 columns with tabs between them.
 */
enum MasterFile {
    KOSPI("kospi_code.mst", 227),
    KOSDAQ("kosdaq_code.mst", 221),
    NASDAQ("nasmst.cod", Venue.NASDAQ),
    NYSE("nysmst.cod", Venue.NYSE),
    AMEX("amsmst.cod", Venue.AMEX);

    private static final Charset KOREAN = Charset.forName("MS949");
    private static final int SHORT_CODE = 9;
    private static final int HEAD = 21;
    private static final int GROUP = 2;
    private static final int LARGEST = 64 << 20;
    private static final int COLUMNS = 24;
    private static final int CODE = 4;
    private static final int KOREAN_NAME = 6;
    private static final int ENGLISH_NAME = 7;
    private static final int KIND = 8;
    private static final int CURRENCY = 9;

    /** Without its {@code .zip}. */
    final String file;
    final Venue venue;
    private final int tail;

    MasterFile(String file, int tail) {
        this(file, tail, Venue.KRX);
    }

    MasterFile(String file, Venue venue) {
        this(file, 0, venue);
    }

    MasterFile(String file, int tail, Venue venue) {
        this.file = file;
        this.tail = tail;
        this.venue = venue;
    }

    /**
     * @param packed whether it is a zip file with the list in it
     * @throws IOException that names the file, the line, what was expected and what was found
     */
    List<Symbol> read(byte[] bytes, boolean packed) throws IOException {
        if (!packed) {
            return parse(new String(bytes, KOREAN));
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null) {
                throw new IOException("expected a zip file with a file in it, found none");
            }
            return parse(new String(zip.readNBytes(LARGEST), KOREAN));
        } catch (IOException e) {
            throw new IOException(file + ".zip: " + e.getMessage(), e);
        }
    }

    /** Shares, funds, REITs and receipts; warrants, notes and the like are left out. */
    List<Symbol> parse(String text) throws IOException {
        List<Symbol> symbols = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                (venue.isUs() ? us(line, number) : korean(line, number)).ifPresent(symbols::add);
            }
        }
        if (symbols.isEmpty()) {
            throw new IOException("%s: expected symbols, found none in %d lines".formatted(file, number));
        }
        return symbols;
    }

    private Optional<Symbol> korean(String line, int number) throws IOException {
        int cut = line.length() - tail;
        if (cut <= HEAD) {
            throw new IOException("%s, line %d: expected more than %d characters, found %d".formatted(file, number,
                    HEAD + tail, line.length()));
        }
        String code = line.substring(0, SHORT_CODE).strip();
        String name = line.substring(HEAD, cut).strip();
        String group = line.substring(cut, cut + GROUP);
        if (name.isEmpty() || !code.matches("[0-9A-Z]{6}")) {
            return Optional.empty();
        }
        return switch (group) {
            case "ST", "RT", "DR", "FS", "MF", "IF", "SC" -> Optional.of(Symbols.symbol(code, name, name(),
                    Optional.empty(), true));
            case "EF" -> Optional.of(Symbols.symbol(code, name, Symbols.FUND, Optional.empty(), true));
            default -> Optional.empty();
        };
    }

    /** Kinds: 2 share, 3 fund. The first line may say what the columns are. */
    private Optional<Symbol> us(String line, int number) throws IOException {
        String[] cells = line.split("\t", -1);
        if (cells.length < COLUMNS) {
            throw new IOException("%s, line %d: expected %d columns with tabs between them, found %d".formatted(file,
                    number, COLUMNS, cells.length));
        }
        String code = cells[CODE].strip();
        String kind = cells[KIND].strip();
        String korean = cells[KOREAN_NAME].strip();
        String name = korean.isEmpty() ? cells[ENGLISH_NAME].strip() : korean;
        if (!kind.matches("[23]") || !cells[CURRENCY].strip().equals("USD") || name.isEmpty()
                || !code.matches("[A-Z0-9./-]{1,16}")) {
            return Optional.empty();
        }
        return Optional.of(Symbols.us(venue.symbol(code), name, kind.equals("3")));
    }
}
