/** How mails look: paper and ink as on the page, hairlines, no picture, nothing from elsewhere. Dark where the reader's is. */
export const MAIL_STYLES = `
body{margin:0;padding:0;background:#fbfaf7;color:#1c1b19;-webkit-text-size-adjust:100%}
.sheet{background:#fbfaf7}
.page{width:100%;max-width:600px}
.page>tbody>tr>td,.page td{padding:24px 20px;text-align:start;font:16px/1.5 "IBM Plex Sans",-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
p{margin:0 0 10px}
a{color:#27477f;text-decoration:underline;overflow-wrap:anywhere}
.mast{font:600 20px/1.2 "Source Serif 4",Georgia,serif;border-bottom:2px solid #1c1b19;padding-bottom:10px;margin-bottom:20px}
h1{font:600 24px/1.25 "Source Serif 4",Georgia,serif;margin:0 0 14px}
.place{font-size:13px;letter-spacing:.04em;text-transform:uppercase;color:#6d675d;margin-bottom:12px}
.item{border-bottom:1px solid #e3dfd5;padding-bottom:14px;margin-bottom:18px}
.item h2{font:600 20px/1.3 "Source Serif 4",Georgia,serif;margin:0 0 8px;overflow-wrap:anywhere}
.item h2 a{color:#1c1b19;text-decoration:none}
.effect{color:#54504a;margin-bottom:6px}
.note{border-inline-start:3px solid #9c3417;padding-inline-start:10px}
blockquote{margin:0 0 10px;padding-inline-start:12px;border-inline-start:2px solid #c9c2b4;font:italic 17px/1.5 "Source Serif 4",Georgia,serif}
.meta{font-size:14px;color:#6d675d;margin-bottom:4px}
.more{color:#54504a}
.button{display:inline-block;background:#1c1b19;color:#fbfaf7;text-decoration:none;font-weight:600;padding:10px 18px;border-radius:3px}
.foot{font-size:14px;color:#6d675d;padding-top:6px}
@media (prefers-color-scheme:dark){
body,.sheet{background:#161513;color:#f0ede6}
.page td{color:#f0ede6}
a{color:#a7bff0}
.mast{border-color:#d8d3c7}
.item{border-color:#32302b}
.item h2 a{color:#f0ede6}
.place,.meta,.foot{color:#a09a8c}
.effect,.more{color:#bdb7aa}
.note{border-color:#f2a085}
blockquote{border-color:#4d4a42}
.button{background:#f0ede6;color:#161513}
}`
