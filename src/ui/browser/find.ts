/** The event by which the developer tools' own search (Ctrl+F there) reaches the panel; its detail is what is typed. */
export const FIND = 'tracklens-find'
