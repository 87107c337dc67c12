package org.jvirtd.observe.page;

/** Many clients as a short line of digits. */
final class Cells {
  private Cells() {}

  /** As coarse as it takes to have no more than so many cells: how many clients share one. */
  static int perCell(int clients, int mostCells) {
    return Math.max(1, (clients + mostCells - 1) / mostCells);
  }

  /** Puts so many cells into one, of which the highest digit counts. */
  static String coarser(String cells, int together) {
    if (together <= 1) {
      return cells;
    }
    StringBuilder coarse = new StringBuilder(cells.length() / together + 1);
    for (int from = 0; from < cells.length(); from += together) {
      char highest = '0';
      for (int i = from; i < Math.min(from + together, cells.length()); i++) {
        highest = (char) Math.max(highest, cells.charAt(i));
      }
      coarse.append(highest);
    }
    return coarse.toString();
  }
}
