"""How the report's page looks and filters: style and script, inside the page, nothing loaded."""

STYLE = """
:root{color-scheme:light dark;--ink:#1c1b19;--dim:#6b665e;--paper:#fbfaf7;--rule:#dcd7cc;--good:#2f6f4f;--bad:#a8321f;--tint:#efece4}
@media (prefers-color-scheme:dark){:root{--ink:#ece8df;--dim:#a39d91;--paper:#191816;--rule:#3a3731;--good:#7fc4a0;--bad:#ee8a74;--tint:#24221f}}
*{box-sizing:border-box}body{margin:0 auto;max-width:76rem;padding:1.5rem 1.25rem 5rem;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.6rem;margin:0}h1 b{color:var(--bad);font-weight:600}h2{font-size:1.15rem;margin:1.6rem 0 .6rem;border-bottom:1px solid var(--rule)}h3{font-size:1rem;margin:1.2rem 0 .4rem}
p,.dim{color:var(--dim)}p{margin:.3rem 0;font-size:.9rem}.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.85rem}
th,td{padding:.2rem .6rem;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}th:first-child,td:first-child{text-align:left;position:sticky;left:0;background:var(--paper)}
.plots{display:flex;flex-wrap:wrap;gap:1.5rem}.plot{width:min(100%,30rem);height:auto}.plot.wide{width:min(100%,44rem)}
.plot text{fill:var(--dim);font-size:12px}.grid{stroke:var(--rule)}.line{fill:none;stroke:var(--good);stroke-width:2}.dot{fill:var(--bad)}
.bars{display:grid;grid-template-columns:max-content minmax(0,28rem) max-content;gap:.25rem .8rem;align-items:center;font-size:.9rem;font-variant-numeric:tabular-nums}.bars b{font-weight:500}
.track{position:relative;height:1rem;background:var(--tint)}.track i{position:absolute;display:block}.filled{inset:0 auto 0 0;background:var(--good);opacity:.75}.filled.lower{background:var(--bad)}.between{top:calc(50% - 1px);height:2px;background:var(--ink)}
.plot .count{fill:var(--ink);font-weight:600}.right{fill:var(--good)}.wrong{fill:var(--bad)}
.fold>summary{cursor:pointer;font-weight:600;padding:.5rem 0;border-bottom:1px solid var(--rule)}
.chips{display:flex;flex-wrap:wrap;gap:.4rem;margin:.6rem 0}.chips button{font:inherit;font-size:.9rem;padding:.2rem .7rem;border:1px solid var(--rule);border-radius:999px;background:var(--tint);color:var(--ink);cursor:pointer}
.chips b{color:var(--bad)}.chips button[aria-pressed=true]{background:var(--ink);color:var(--paper)}.chips button[aria-pressed=true] b{color:inherit}
form{display:flex;flex-wrap:wrap;gap:.5rem;padding:.6rem 0;align-items:center;position:sticky;top:0;background:var(--paper);border-bottom:1px solid var(--rule);z-index:1}
select,input{font:inherit;font-size:.9rem;padding:.25rem .4rem;color:inherit;background:var(--tint);border:1px solid var(--rule);border-radius:4px;max-width:100%}
:focus-visible{outline:2px solid var(--good);outline-offset:1px}
.row{border-bottom:1px solid var(--rule);padding:.4rem 0}.row>summary{cursor:pointer;display:grid;grid-template-columns:8.5rem minmax(0,1fr) minmax(0,15rem);gap:0 .8rem;list-style:none}
.row>summary::-webkit-details-marker{display:none}.row .id{color:var(--dim);font-size:.82rem;overflow-wrap:anywhere}.row .id::before{content:"▸ "}.row[open] .id::before{content:"▾ "}
.row .both{grid-column:2/4;color:var(--dim);font-size:.9rem;overflow-wrap:anywhere}.both ins{color:var(--good);text-decoration:none}.both del{color:var(--bad);text-decoration:none}
.failure{color:var(--bad);text-align:right}.fine{color:var(--good);text-align:right}
dl{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.2rem .8rem;margin:.5rem 0 .8rem}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}dd.miss{color:var(--bad)}blockquote{margin:0 0 .3rem;padding-left:.7rem;border-left:3px solid var(--rule)}
@media (max-width:40rem){.bars{grid-template-columns:minmax(0,1fr) max-content;gap:0 .6rem}.bars span:first-child,.bars b+span{grid-column:1/3;margin-top:.35rem}form{position:static}.row>summary{grid-template-columns:1fr}.row .both{grid-column:1}.failure,.fine{text-align:left;font-size:.9rem}dl{grid-template-columns:1fr;gap:0}dt{margin-top:.4rem;font-size:.85rem}select{flex:1 1 40%}input[type=search]{flex:1 1 100%}}
[hidden]{display:none!important}
"""

SCRIPT = """
const form=document.querySelector('form'),rows=[...document.querySelectorAll('details[data-task]')],count=document.querySelector('output'),chips=[...document.querySelectorAll('.chips button')];
let kind='';
function show(){const f=new FormData(form),text=f.get('text').trim().toLowerCase();let n=0;
for(const r of rows){const d=r.dataset;const ok=(!kind||d.kind===kind)&&(!f.get('task')||d.task===f.get('task'))&&(!f.get('lang')||d.lang===f.get('lang'))&&(!f.get('group')||d.group===f.get('group'))
&&(!f.get('outcome')||(f.get('outcome')==='failed')===(d.failed==='1'))&&(!text||r.textContent.toLowerCase().includes(text));r.hidden=!ok;n+=ok}
count.textContent=n+' / '+rows.length;for(const c of chips)c.setAttribute('aria-pressed',String(c.dataset.kind===kind))}
for(const c of chips)c.addEventListener('click',()=>{kind=kind===c.dataset.kind?'':c.dataset.kind;if(kind)form.outcome.value='failed';show()});
form.addEventListener('input',()=>{if(form.outcome.value==='right')kind='';show()});form.addEventListener('submit',e=>e.preventDefault());
if(rows.some(r=>r.dataset.failed==='1'))form.outcome.value='failed';show();
"""
