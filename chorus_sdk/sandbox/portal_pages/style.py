"""The portal's one style sheet (*feuille de style*): no font, picture or script from elsewhere."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
*{box-sizing:border-box}
:root{--ink:#161616;--blue:#000091;--line:#c9cad1;--ground:#f5f5fa;--grey:#55565e}
body{font:1rem/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif;margin:0;color:var(--ink);
background:var(--ground);min-height:100vh;display:flex;flex-direction:column}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.5rem 1rem;z-index:1}
header,footer,main{padding:.75rem max(1rem,calc((100% - 60rem)/2))}
header{background:#fff;border-bottom:3px solid var(--blue);display:flex;flex-wrap:wrap;
gap:.5rem 1.5rem;align-items:center}
.brand{font-weight:700;margin:0 auto 0 0}
.brand a{color:inherit;text-decoration:none}
.brand a:hover{text-decoration:underline}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:0}
.tools form,.tools p{margin:0}
.tools button{margin:0;padding:.3rem .7rem;background:#fff;color:var(--blue);
border:1px solid var(--blue)}
nav.menu{width:100%}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0}
nav.menu a{display:block;padding:.35rem 0;color:var(--ink);text-decoration:none}
nav.menu a:hover{text-decoration:underline}
nav [aria-current]{font-weight:700;box-shadow:inset 0 -3px var(--blue)}
main{flex:1;width:100%;padding-top:1.5rem;padding-bottom:2.5rem}
main:focus{outline:0}
footer{background:#fff;border-top:1px solid var(--line);color:var(--grey);font-size:.9rem}
footer p{margin:.25rem 0}
h1,h2{overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 1.25rem}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .75rem}
a{color:var(--blue)}
label{display:block;font-weight:600;margin-bottom:.25rem}
input,select,button{font:inherit}
input,select{min-height:2.6rem;padding:.45rem .6rem;width:100%;max-width:24rem;
border:1px solid #63656f;
border-radius:3px;background:#fff;color:inherit}
input[type=file]{max-width:100%}
button,.button{display:inline-block;padding:.5rem 1.1rem;background:var(--blue);color:#fff;border:0;
border-radius:3px;text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:#1212ff}
button.second,.tools button:hover{background:#fff;color:var(--blue);
box-shadow:inset 0 0 0 1px var(--blue)}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,
.scroll:focus-visible{outline:3px solid #0a76f6;outline-offset:2px}
.hint{color:var(--grey);font-size:.9rem;margin:.2rem 0}
.panel,form.box{background:#fff;border:1px solid var(--line);border-radius:4px;padding:1.25rem;
margin:1rem 0}
form.box>p:first-of-type,.panel>:first-child{margin-top:0}
form.box p:last-child,.panel>:last-child{margin-bottom:0}
.row{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem}
.row>p{margin:0}
form.box>.row+.actions{margin-top:1.25rem}
.actions{display:flex;flex-wrap:wrap;gap:1rem;align-items:center}
.actions form,.actions form p{margin:0}
[role=alert],[role=status],.note{background:#fff;border:1px solid var(--line);
border-left:5px solid #ce0500;padding:.75rem 1rem;margin:0 0 1.25rem}
[role=status]{border-left-color:#18753c}
.note{border-left-color:#0063cb}
[role=alert]>:last-child,[role=status]>:last-child,.note>:last-child{margin-bottom:0}
[role=alert]>:first-child,[role=status]>:first-child,.note>:first-child{margin-top:0}
dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.4rem 1.5rem;margin:0}
dt{color:var(--grey)}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto;background:#fff;border:1px solid var(--line);border-radius:4px}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--grey);padding:.6rem .75rem}
th,td{text-align:left;padding:.55rem .75rem;border-top:1px solid var(--line);vertical-align:top}
thead th{background:#eeeef6;border-top:0;white-space:nowrap}
tbody th{font-weight:600;white-space:nowrap}
td ul{margin:0;padding-left:1.1rem}
nav .hint{margin-top:.75rem}
td.number,th.number{text-align:right;white-space:nowrap}
td.when{white-space:nowrap}
.badge{display:inline-block;white-space:nowrap;padding:.05rem .55rem;border-radius:1rem;
background:#eeeef6;
border:1px solid #63656f;font-size:.9rem}
.badge.good{background:#dff5e6;border-color:#18753c;color:#0f4a26}
.badge.bad{background:#ffe9e6;border-color:#ce0500;color:#8f0400}
.format{font-size:1.35rem;font-weight:700;margin:.25rem 0 1rem}
.qr svg{display:block;background:#fff;max-width:100%;height:auto}
code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.95rem;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0 0}
ul.factors{padding-left:2.25rem}
ol.mails{list-style:none;padding:0}
@media (max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.6rem}}
@media (forced-colors:active){.badge{border:1px solid}}
"""
"""Dark text on light ground: every pair of colours has a contrast of 4.5 to 1 or more."""

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16"'
    ' rx="3" fill="#000091"/><path d="M4 4h8v2H4zm0 3h8v2H4zm0 3h5v2H4z" fill="#fff"/></svg>'
)
"""The picture that a browser shows beside the title (*icône*): a sheet with three lines."""
