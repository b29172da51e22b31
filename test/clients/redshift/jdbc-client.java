import java.net.URI;
import java.sql.*;
import java.util.*;

class JdbcClient {
  static Connection connect() throws SQLException {
    URI url = URI.create(System.getenv("REDSHIFT_URL"));
    String[] login = url.getUserInfo().split(":");
    String jdbc = "jdbc:redshift://" + url.getHost() + ":" + url.getPort() + url.getPath() + "?ssl=false";
    return DriverManager.getConnection(jdbc, login[0], login[1]);
  }

  // work

  public static void main(String[] parameters) throws SQLException {
    try (Connection connection = connect(); Statement statement = connection.createStatement()) {
      DatabaseMetaData metadata = connection.getMetaData();
      expect("Redshift", metadata.getDatabaseProductName());
      statement.execute("create table sold (id bigint not null, item varchar(10), price numeric(8, 2), at timestamp, more super)");
      statement.execute("create view cheap as select id from sold where price < 3");
      statement.execute("create function doubled(float) returns float stable as $$ select $1 * 2 $$ language sql");
      statement.execute("create procedure fill(first in int, filled out int) as $$ begin filled := first; end $$ language plpgsql");

      connection.setAutoCommit(false);
      try (PreparedStatement insertion = connection.prepareStatement("insert into sold (id, item, price, at) values (?, ?, ?, ?)")) {
        for (int id = 1; id <= 3; id++) {
          insertion.setLong(1, id);
          insertion.setString(2, "bow");
          insertion.setBigDecimal(3, new java.math.BigDecimal("2.50"));
          insertion.setTimestamp(4, Timestamp.valueOf("2026-01-05 06:07:08"));
          insertion.addBatch();
        }
        expect(3, insertion.executeBatch().length);
      }
      connection.rollback();
      statement.execute("insert into sold values (1, 'bow', 2.5, '2026-01-05 06:07:08', json_parse('{\"a\":1}'))");
      connection.commit();
      connection.setAutoCommit(true);
      try (ResultSet rows = statement.executeQuery("select * from sold")) {
        expect(true, rows.next());
        expect("1 bow 2.50 2026-01-05 06:07:08.0 {\"a\":1}", String.join(" ",
            rows.getString(1), rows.getString(2), rows.getBigDecimal(3).toString(), rows.getTimestamp(4).toString(), rows.getString(5)));
        expect(false, rows.next());
      }

      expect(List.of("cheap", "sold"), column(metadata.getTables("dev", "public", "%", new String[] {"TABLE", "VIEW"}), "TABLE_NAME"));
      expect(List.of("id", "item", "price", "at", "more"), column(metadata.getColumns("dev", "public", "sold", "%"), "COLUMN_NAME"));
      expect(List.of("fill"), column(metadata.getProcedures("dev", "public", "%"), "PROCEDURE_NAME"));
      expect(List.of("doubled"), column(metadata.getFunctions("dev", "public", "doubl%"), "FUNCTION_NAME"));
      expect(List.of("first", "filled"), column(metadata.getProcedureColumns("dev", "public", "fill", "%"), "COLUMN_NAME"));
      expect(List.of("0", "1"), column(metadata.getFunctionColumns("dev", "public", "doubled", "%"), "ORDINAL_POSITION"));
      expect(true, column(metadata.getSchemas(), "TABLE_SCHEM").contains("public"));
      expect(List.of("dev"), column(metadata.getCatalogs(), "TABLE_CAT"));
    }
  }

  static List<String> column(ResultSet rows, String name) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) values.add(rows.getString(name));
    return values;
  }

  static void expect(Object expected, Object found) {
    if (!expected.equals(found)) throw new AssertionError(expected + " was expected, and " + found + " was found");
  }
}
