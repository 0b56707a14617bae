/// A type of the server, by its object identifier.
public struct PostgresType: Sendable, Hashable, CustomStringConvertible {
    /// The identifier in `pg_type`; 0 lets the server infer the type from where the value stands.
    public let oid: UInt32

    /// Names a type by its identifier.
    public init(oid: UInt32) {
        self.oid = oid
    }

    /// Left to the server to infer.
    public static let inferred = PostgresType(oid: 0)
    /// `boolean`.
    public static let bool = PostgresType(oid: 16)
    /// `bytea`.
    public static let bytea = PostgresType(oid: 17)
    /// `"char"`, one byte.
    public static let char = PostgresType(oid: 18)
    /// `name`.
    public static let name = PostgresType(oid: 19)
    /// `bigint`.
    public static let int8 = PostgresType(oid: 20)
    /// `smallint`.
    public static let int2 = PostgresType(oid: 21)
    /// `integer`.
    public static let int4 = PostgresType(oid: 23)
    /// `text`.
    public static let text = PostgresType(oid: 25)
    /// `oid`.
    public static let oidType = PostgresType(oid: 26)
    /// `json`.
    public static let json = PostgresType(oid: 114)
    /// `xml`.
    public static let xml = PostgresType(oid: 142)
    /// `real`.
    public static let float4 = PostgresType(oid: 700)
    /// `double precision`.
    public static let float8 = PostgresType(oid: 701)
    /// A literal whose type nothing decided.
    public static let unknown = PostgresType(oid: 705)
    /// `character`.
    public static let bpchar = PostgresType(oid: 1042)
    /// `character varying`.
    public static let varchar = PostgresType(oid: 1043)
    /// `date`.
    public static let date = PostgresType(oid: 1082)
    /// `timestamp without time zone`.
    public static let timestamp = PostgresType(oid: 1114)
    /// `timestamp with time zone`.
    public static let timestamptz = PostgresType(oid: 1184)
    /// `numeric`.
    public static let numeric = PostgresType(oid: 1700)
    /// `uuid`.
    public static let uuid = PostgresType(oid: 2950)
    /// `jsonb`.
    public static let jsonb = PostgresType(oid: 3802)

    /// Identifiers from here on belong to types made in the database: enumerations, domains, extensions.
    static let firstUserDefined: UInt32 = 16_384

    /// The array type of the built-in types that can be bound, by element.
    static let arrays: [PostgresType: PostgresType] = [
        .bool: PostgresType(oid: 1000), .bytea: PostgresType(oid: 1001), .int8: PostgresType(oid: 1016),
        .int2: PostgresType(oid: 1005), .int4: PostgresType(oid: 1007), .float4: PostgresType(oid: 1021),
        .float8: PostgresType(oid: 1022), .date: PostgresType(oid: 1182), .timestamptz: PostgresType(oid: 1185),
        .uuid: PostgresType(oid: 2951), .jsonb: PostgresType(oid: 3807),
    ]

    private static let names: [UInt32: String] = [
        16: "boolean", 17: "bytea", 18: "\"char\"", 19: "name", 20: "bigint", 21: "smallint", 23: "integer",
        25: "text", 26: "oid", 114: "json", 142: "xml", 700: "real", 701: "double precision", 705: "unknown",
        1000: "boolean[]", 1005: "smallint[]", 1007: "integer[]", 1009: "text[]", 1016: "bigint[]", 1021: "real[]",
        1022: "double precision[]", 1042: "character", 1043: "character varying", 1082: "date", 1083: "time",
        1114: "timestamp", 1184: "timestamptz", 1186: "interval", 1231: "numeric[]", 1700: "numeric", 2278: "void",
        2950: "uuid", 2951: "uuid[]", 3802: "jsonb",
    ]

    /// The SQL name of a common built-in type, `oid N` for others.
    public var description: String {
        Self.names[oid] ?? "oid \(oid)"
    }
}
