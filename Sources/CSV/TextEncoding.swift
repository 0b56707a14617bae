/// The encodings a CRM export comes in.
///
/// The raw value is the name used in profiles and messages.
public enum TextEncoding: String, CaseIterable, Sendable {
    /// UTF-8.
    case utf8 = "utf-8"
    /// UTF-16, low byte first (what Excel calls "Unicode text").
    case utf16LittleEndian = "utf-16le"
    /// UTF-16, high byte first.
    case utf16BigEndian = "utf-16be"
    /// Shift_JIS as Windows writes it (code page 932).
    case shiftJIS = "cp932"
    /// EUC-JP.
    case eucJP = "euc-jp"
    /// Windows Western European (code page 1252).
    case windows1252 = "windows-1252"

    /// The name that glibc's `iconv` knows.
    var iconvName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .shiftJIS: "CP932"
        case .eucJP: "EUC-JP"
        case .windows1252: "CP1252"
        }
    }

    /// The bytes that announce the encoding at the start of a file; empty where there are none.
    var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .shiftJIS, .eucJP, .windows1252: []
        }
    }
}

/// The encoding of a file and why it is believed to be that.
public struct EncodingDetection: Equatable, Sendable {
    /// What speaks for the encoding.
    public enum Evidence: String, Sendable {
        /// The caller named it.
        case forced
        /// The file starts with its byte order mark.
        case byteOrderMark
        /// Every byte of the file is valid in it (UTF-8 only; plain ASCII counts).
        case valid
        /// The bytes look like it; a person should confirm.
        case guess
    }

    /// The encoding.
    public let encoding: TextEncoding
    /// Why.
    public let evidence: Evidence
    /// The bytes at the start of the file that are a mark and not text.
    public let byteOrderMarkLength: Int
}
